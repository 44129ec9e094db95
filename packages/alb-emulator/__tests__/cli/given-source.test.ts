import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findSource } from "../../src/cli/given-source.ts";
import { parseOptions } from "../../src/cli/options.ts";
import { UsageError } from "../../src/cli/usage-error.ts";
import { EmulatorError } from "../../src/model/emulator-error.ts";

const fixtures = join(__dirname, "..", "fixtures");
const fixture = (name: string) => join(fixtures, name);

describe("arguments that name a source", () => {
  const parse = (...args: readonly string[]) => parseOptions(args, [], { acceptsSource: true });

  it("stand for the option of their kind, and go with its other options", () => {
    const roots = ["roots/layered/identity", "roots/layered/app"].map(fixture);

    expect(parse(...roots, "--var-file", "v.tfvars").emulator.source?.watched()).toMatchObject({
      folders: roots,
      files: ["v.tfvars"],
    });
    expect(parse(fixture("stacks")).emulator.source?.watched().folders).toEqual([
      fixture("stacks"),
    ]);
  });

  it.each([
    ["an option that names another one", [fixture("stacks"), "--state", "s.json"], /both name/],
    ["two kinds", [fixture("stacks"), fixture("states/shop.json")], /cannot be served together/],
    ["two folders of cdk synth", Array(2).fill(fixture("cdk/cdk.out")), /cannot be served/],
  ])("are rejected with %s", (_, args, message) => {
    expect(() => parse(...args)).toThrow(message);
  });

  it("report their issues together with those of the options", () => {
    expect(() => parse("missing", "--port", "x")).toThrow(UsageError);
    expect(() => parse("missing", "--port", "x")).toThrow(
      /missing does not exist.*\n.*--port "x" is not a TCP port|--port.*\n.*missing/,
    );
  });

  it("are wrong for a command that has a source of its own", () => {
    expect(() => parseOptions(["stacks"])).toThrow(UsageError);
  });
});

describe(findSource, () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "found-source-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const find = (said: string[] = []) =>
    findSource(folder, { command: "emulate", onFound: (text) => said.push(text) });

  it("serves the only source, and says which", async () => {
    cpSync(fixture("cdk/cdk.out"), join(folder, "cdk.out"), { recursive: true });
    const said: string[] = [];

    const { loadBalancers } = await find(said).read();

    expect(loadBalancers).toHaveLength(1);
    expect(said).toEqual([expect.stringMatching(/^Found .*cdk\.out \(an AWS CDK app\)\.$/)]);
  });

  it("says what to name where there is none", () => {
    expect(find).toThrow(EmulatorError);
    expect(find).toThrow(
      /this folder has no \*\.tf file.*emulate template\.yaml .*emulate --help/s,
    );
  });

  it("names the sources where there are several", () => {
    cpSync(fixture("cdk/cdk.out"), join(folder, "cdk.out"), { recursive: true });
    writeFileSync(join(folder, "main.tf"), "");

    expect(find).toThrow(/several sources.*emulate .*cdk\.out {3}an AWS CDK app/s);
  });
});
