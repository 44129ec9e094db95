import { LockFileError, parseLockFile } from "../../../synthesis/provider-locks/lock-file";

/** As Terraform 1.11 wrote it. */
const written = `# This file is maintained automatically by "terraform init".
# Manual edits may be lost in future updates.

provider "registry.terraform.io/hashicorp/aws" {
  version     = "5.100.0"
  constraints = "5.100.0"
  hashes = [
    "h1:Ijt7pOlB7Tr7maGQIqtsLFbl7pSMIj06TVdkoSBcYOw=",
    "zh:054b8dd49f0549c9a7cc27d159e45327b7b65cf404da5e5a20da154b90b8a644",
  ]
}

provider "registry.terraform.io/hashicorp/random" {
  version = "3.7.2"
  hashes = [
    "h1:356j/3XnXEKr9nyicLUufzoF4Yr6hRy481KIxRVpK0c=",
  ]
}
`;

describe(parseLockFile, () => {
  it("reads every provider", () => {
    expect(parseLockFile(written)).toEqual([
      {
        source: "registry.terraform.io/hashicorp/aws",
        version: "5.100.0",
        constraints: "5.100.0",
        hashes: [
          "h1:Ijt7pOlB7Tr7maGQIqtsLFbl7pSMIj06TVdkoSBcYOw=",
          "zh:054b8dd49f0549c9a7cc27d159e45327b7b65cf404da5e5a20da154b90b8a644",
        ],
      },
      {
        source: "registry.terraform.io/hashicorp/random",
        version: "3.7.2",
        constraints: undefined,
        hashes: ["h1:356j/3XnXEKr9nyicLUufzoF4Yr6hRy481KIxRVpK0c="],
      },
    ]);
  });

  it("reads line ends of Windows, and a file without providers", () => {
    expect(parseLockFile(written.replaceAll("\n", "\r\n"))).toEqual(parseLockFile(written));
    expect(parseLockFile("")).toEqual([]);
  });

  it.each([
    ["a conflict in Git", written.replace("provider", "<<<<<<< HEAD\nprovider"), 'line 4 is "<<<<'],
    ["half a file", written.slice(0, written.indexOf("  ]")), 'line 10 is "", expected a hash'],
    ["a provider without a version", written.replace(/ {2}version {5}=.*\n/, ""), "a version"],
    ["an attribute of another kind", written.replace('= "3.7.2"', "= 3"), "an attribute"],
  ])("names the line of %s", (_, text, message) => {
    expect(() => parseLockFile(text)).toThrow(LockFileError);
    expect(() => parseLockFile(text)).toThrow(message);
  });
});
