import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkTarget } from "../../src/check-target/check-target.ts";
import type { TargetCheck } from "../../src/check-target/target-check.ts";
import { weaknesses } from "../../src/check-target/weaknesses.ts";
import type { RunningServer } from "../../src/model/run-server.ts";
import { type Emulator, startEmulator } from "../../src/runtime/emulator.ts";
import { freePort } from "../../src/runtime/ports.ts";
import { synthesizedStacks } from "../../src/sources/synthesized-stacks.ts";
import { fixtureFolder } from "../terraform/support/fixture-stacks.ts";
import { CarelessProgram, type Mistake } from "./careless-program.ts";

const stateFolder = mkdtempSync(join(tmpdir(), "check-target-"));
let emulator: Emulator;
let program: CarelessProgram;
let listening: RunningServer;
let port: number;

beforeAll(async () => {
  port = await freePort();
  emulator = await startEmulator({
    source: synthesizedStacks(fixtureFolder),
    services: [{ service: "web", program: { url: new URL(`http://127.0.0.1:${port}`) } }],
    stateFolder,
    port: 0,
    identityPort: 0,
    inspectorPort: 0,
  });
  const [{ model, loadBalancer }] = emulator.applications.filter(
    (application) => application.model.application === "tasks",
  ) as [Emulator["applications"][number]];
  const [pool] = emulator.userPools as [Emulator["userPools"][number]];
  const action = model.listeners
    .flatMap(({ defaultRule }) => defaultRule.actions)
    .find((each) => each.type === "authenticate-cognito");
  program = new CarelessProgram({
    albArn: model.arn,
    issuer: pool.model.issuer,
    clientId: action?.provider.clientId ?? "",
    publicKeysUrl: loadBalancer.publicKeysUrl,
    jwksUrl: pool.jwksUrl,
  });
  listening = await program.listen(port);
});

afterAll(async () => {
  await Promise.all([emulator?.close(), listening?.close()]);
  rmSync(stateFolder, { recursive: true, force: true });
});

function check(mistakes: readonly Mistake[]): Promise<TargetCheck> {
  program.mistakes = new Set(mistakes);
  return checkTarget(emulator, { service: "web", application: "tasks" });
}

const planted: readonly (readonly [mistake: Mistake, finding: string])[] = [
  ["ignores the headers", "headers-not-required"],
  ["falls back to the identity header", "identity-header-trusted"],
  ["takes the user from the identity header", "identity-header-not-compared"],
  ["does not compare the subjects", "subjects-not-compared"],
  ["reads the last of several headers", "header-repeated"],
  ["skips a missing data token", "data-token-optional"],
  ["takes JSON for a data token", "data-unsigned-claims"],
  ["decodes the data token only", "data-signature-not-verified"],
  ["believes alg none", "data-alg-none"],
  ["believes the alg of the token", "data-alg-not-pinned"],
  ["takes the key from the header", "data-key-from-token"],
  ["puts any kid into a path", "data-key-elsewhere"],
  ["resolves the kid as a URL", "data-key-elsewhere"],
  ["does not compare the signer", "data-signer-not-checked"],
  ["does not compare the client", "data-client-not-checked"],
  ["does not compare the issuer", "data-issuer-not-checked"],
  ["ignores expiry", "data-expiry-not-checked"],
  ["strips the padding itself", "data-padding-not-signed"],
  ["skips a missing access token", "access-token-optional"],
  ["decodes the access token only", "access-signature-not-verified"],
  ["believes alg none of the access token", "access-alg-none"],
  ["believes the alg of the access token", "access-alg-not-pinned"],
  ["fetches keys from the issuer in the token", "access-key-elsewhere"],
  ["fetches keys from jku", "access-key-elsewhere"],
  ["does not compare the issuer of the access token", "access-issuer-not-checked"],
  ["does not compare client_id", "access-client-not-checked"],
  ["compares the clients with each other", "session-of-another-application"],
  ["accepts an ID token", "access-use-not-checked"],
  ["ignores expiry of the access token", "access-expiry-not-checked"],
];

describe("checkTarget", () => {
  it("finds nothing in a careful program", async () => {
    const found = await check([]);

    expect(found).toMatchObject({
      result: "careful",
      findings: [],
      unread: [],
      problem: undefined,
    });
    expect(found.controls).toEqual({ genuine: 200, anonymous: 401 });
    expect(found.requests.length).toBeGreaterThan(80);
    expect(found.requests.filter(({ result }) => result !== "rejected")).toEqual([]);
  });

  it.each(planted)("finds that a program %s: %s", async (mistake, finding) => {
    const { result, findings } = await check([mistake]);

    const severe = findings.filter(({ severity }) => severity !== "info");
    expect({ result, ids: severe.map(({ id }) => id) }).toEqual({
      result: "careless",
      ids: [finding],
    });
    expect(severe[0]?.requests).not.toEqual([]);
  });

  it("can find every weakness that it knows", () => {
    const found = new Set(["ended-by-a-request", ...planted.map(([, finding]) => finding)]);
    const known = weaknesses.filter(({ severity }) => severity !== "info").map(({ id }) => id);

    // The stacks of this test have no route with groups; group-routes.test.ts has one.
    expect(known.filter((id) => !found.has(id))).toEqual(["route-groups-not-enforced"]);
  });

  it("finds several weaknesses at once, the most severe ones first", async () => {
    const { findings } = await check([
      "does not compare the issuer",
      "does not compare the client",
      "does not compare the signer",
    ]);

    expect(findings.map(({ severity }) => severity)).toEqual(
      expect.arrayContaining(["high", "medium", "low"]),
    );
    expect(findings[0]?.id).toBe("data-signer-not-checked");
  });

  it("mentions requests that end in an error of the program, which is no weakness", async () => {
    const { result, findings } = await check(["crashes on a token that is none"]);

    expect(result).toBe("careful");
    expect(findings).toMatchObject([{ id: "rejected-by-an-error", severity: "info" }]);
    expect(findings[0]?.requests).toContain("data token: not a JWT");
  });

  it("says which request ends a program, and what it accepted before", async () => {
    const { result, findings } = await check([
      "ends on a token that is none",
      "does not compare the signer",
    ]);
    listening = await program.listen(port);

    expect(result).toBe("careless");
    expect(findings).toMatchObject([
      { id: "data-signer-not-checked", requests: ["data token: other signer"] },
      { id: "ended-by-a-request", requests: ["data token: empty"] },
      ...findings.slice(2),
    ]);
  });

  it("rejects a page that requires no sign-in", async () => {
    await expect(
      checkTarget(emulator, { service: "web", application: "tasks", path: "/logout" }),
    ).rejects.toThrow(/^\/logout cannot be checked: no rule asks for a sign-in there\./);
  });

  it("asks for the application when several have the service", async () => {
    await expect(checkTarget(emulator, { service: "web" })).rejects.toThrow(
      "Several applications have a service web. Name the application: notes, tasks.",
    );
  });
});
