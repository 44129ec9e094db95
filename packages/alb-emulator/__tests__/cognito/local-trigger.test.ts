import { parseOptions } from "../../src/cli/options.ts";
import { checkTriggers } from "../../src/cognito/triggers/check-triggers.ts";
import { loadHandler } from "../../src/cognito/triggers/trigger-handler.ts";
import { userPoolWarnings } from "../../src/cognito/user-pool-warnings.ts";
import { model } from "./support.ts";

describe("a local trigger", () => {
  it("is missed at start where the pool declares it, and the other triggers are named", () => {
    const declared = {
      ...model,
      preTokenGeneration: "V2_0",
      otherTriggers: ["pre_sign_up"],
    } as const;

    expect(userPoolWarnings(declared).join("\n")).toMatch(
      /\(V2_0\), and no local function runs it.*--trigger example=FILE.*\n.*does not run: pre_sign_up/,
    );
    expect(userPoolWarnings(declared, true)).toHaveLength(1);
  });

  it("is rejected for a pool that does not exist, or declares no trigger", () => {
    const check = (userPool: string) => () =>
      checkTriggers([model], [{ userPool, preTokenGeneration: "x.mjs" }]);

    expect(check("other")).toThrow(/"other" does not exist.*Use one of: example/);
    expect(check("example")).toThrow(/User pool example has no pre token generation trigger/);
  });

  it("is rejected when its module cannot be loaded", async () => {
    await expect(loadHandler("nowhere/pre-token.mjs#run")).rejects.toThrow(
      /The module nowhere\/pre-token.mjs of a trigger cannot be loaded/,
    );
  });

  it("is named on the command line by pool and module", () => {
    const { emulator } = parseOptions(["--trigger", "my-pool=./pre-token.mjs#run"]);

    expect(emulator.triggers).toEqual([
      { userPool: "my-pool", preTokenGeneration: "./pre-token.mjs#run" },
    ]);
    expect(() => parseOptions(["--trigger", "pre-token.mjs"])).toThrow(/does not name a user pool/);
  });
});
