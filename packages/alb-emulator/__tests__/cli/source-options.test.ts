import { join } from "node:path";
import { parseOptions } from "../../src/cli/options.ts";

describe("options that name a source", () => {
  it.each([
    ["--stacks", ["--stacks", "out"], { folders: ["out"] }],
    [
      "--terraform",
      ["--terraform", "a", "--terraform", "b", "--var-file", "v.tfvars"],
      { folders: ["a", "b"], files: ["v.tfvars"] },
    ],
    ["--state", ["--state", "x=s.json"], { folders: [], files: ["s.json"] }],
    [
      "--cdk-out",
      ["--cdk-out", "cdk.out", "--region", "eu-west-1"],
      { folders: [], files: [join("cdk.out", "manifest.json")] },
    ],
    [
      "--template",
      ["--template", "a.yaml", "--template", "b=c.json", "--parameter", "b:Name=x=y"],
      { folders: [], files: ["a.yaml", "c.json"] },
    ],
  ])("%s makes one", (_name, args, watched) => {
    expect(parseOptions(args).emulator.source?.watched()).toMatchObject(watched);
  });

  it.each([
    [["--stacks", "out", "--state", "s.json"], /name different sources/],
    [["--var-file", "v.tfvars"], /belong to Terraform code/],
    [["--cdk-out", "cdk.out", "--template", "t.yaml"], /name different sources/],
    [["--parameter", "A=1"], /belong to CloudFormation/],
    [["--stacks", "out", "--region", "eu-west-1"], /belong to CloudFormation/],
    [
      ["--template", "t.yaml", "--parameter", "A", "--parameter", "=b"],
      /--parameter "A" has no name and value\..*\n--parameter "=b" has/,
    ],
  ])("rejects %s", (args, message) => {
    expect(() => parseOptions(args)).toThrow(message);
  });
});
