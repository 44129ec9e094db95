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
  ])("%s makes one", (_name, args, watched) => {
    expect(parseOptions(args).emulator.source?.watched()).toMatchObject(watched);
  });

  it.each([
    [["--stacks", "out", "--state", "s.json"], /name different sources/],
    [["--var-file", "v.tfvars"], /belong to Terraform code/],
  ])("rejects %s", (args, message) => {
    expect(() => parseOptions(args)).toThrow(message);
  });
});
