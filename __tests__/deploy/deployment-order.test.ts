import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chooseStacks, deploymentOrder } from "../../scripts/deploy/deployment-order";

let output: string;

beforeEach(() => {
  output = mkdtempSync(join(tmpdir(), "manifest-"));
});
afterEach(() => rmSync(output, { recursive: true, force: true }));

function manifest(dependencies: Readonly<Record<string, readonly string[]>>): void {
  const stacks = Object.fromEntries(
    Object.entries(dependencies).map(([name, each]) => [
      name,
      { workingDirectory: `stacks/${name}`, dependencies: each },
    ]),
  );
  writeFileSync(join(output, "manifest.json"), JSON.stringify({ stacks }));
}

describe("the order of stacks", () => {
  it("has each after all that it depends on, in the environment that is deployed", () => {
    manifest({
      "prod--a": ["prod--shared-identity", "prod--z"],
      "prod--shared-identity": [],
      "prod--z": ["prod--shared-identity"],
      "staging--a": [],
    });

    const stacks = deploymentOrder(output, "prod");

    expect(stacks.map(({ name }) => name)).toEqual(["shared-identity", "z", "a"]);
    expect(stacks[1]).toEqual({
      name: "z",
      fullName: "prod--z",
      folder: join(output, "stacks", "prod--z"),
      dependencies: ["prod--shared-identity"],
    });
  });

  it("stays the same for the stacks that are chosen, by short or full name", () => {
    manifest({ "prod--a": ["prod--shared-identity"], "prod--shared-identity": [], "prod--b": [] });
    const stacks = deploymentOrder(output, "prod");

    expect(chooseStacks(stacks, []).map(({ name }) => name)).toEqual(["shared-identity", "a", "b"]);
    expect(chooseStacks(stacks, ["prod--b", "a"]).map(({ name }) => name)).toEqual(["a", "b"]);
  });

  it("is refused for every name that no stack has", () => {
    manifest({ "prod--tasks": [], "prod--shared-identity": [] });
    const stacks = deploymentOrder(output, "prod");

    expect(() => chooseStacks(stacks, ["task", "x"])).toThrow(
      /--only task: there is no such stack\. Did you mean "tasks"\?\n--only x: .*\nChoose among: shared-identity, tasks\./,
    );
  });
});
