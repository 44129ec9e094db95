import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadStacks } from "../../src/terraform/terraform-stack.ts";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "stacks-"));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Writes stacks by name, and returns their folder. */
function write(...names: readonly string[]): string {
  for (const name of names) {
    mkdirSync(join(root, "stacks", name), { recursive: true });
    writeFileSync(join(root, "stacks", name, "cdk.tf.json"), "{}");
  }
  return join(root, "stacks");
}

const namesIn = (folder: string) => loadStacks(folder).map(({ name }) => name);

describe(loadStacks, () => {
  it.each([
    ["the environment in front of every name", ["prod--tasks", "prod--identity"]],
    ["no environment in the names", ["tasks", "identity"]],
  ])("names stacks as the environment file does, with %s", (_, names) => {
    expect(namesIn(write(...names))).toEqual(["identity", "tasks"]);
  });

  it("keeps names of several environments apart", () => {
    expect(namesIn(write("prod--tasks", "test--tasks"))).toEqual(["prod--tasks", "test--tasks"]);
    expect(namesIn(write("other"))).toEqual(["other", "prod--tasks", "test--tasks"]);
  });

  it("loads the stacks of the last synthesis only, if CDKTF's manifest says which they are", () => {
    const folder = write("prod--tasks", "prod--identity", "test--tasks", "test--identity");
    const stacks = { "test--tasks": {}, "test--identity": {} };
    writeFileSync(join(root, "manifest.json"), JSON.stringify({ version: "0.21.0", stacks }));

    expect(namesIn(folder)).toEqual(["identity", "tasks"]);
    expect(namesIn(`${folder}/`)).toEqual(["identity", "tasks"]);
  });

  it("rejects a folder without the stacks of the manifest", () => {
    const folder = write("prod--tasks");
    writeFileSync(join(root, "manifest.json"), JSON.stringify({ stacks: { "test--tasks": {} } }));

    expect(() => loadStacks(folder)).toThrow("so there is nothing to serve");
  });
});
