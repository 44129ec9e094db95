import { normalizedConstraints } from "../../../synthesis/provider-locks/required-providers";
import { staleLock } from "../../../synthesis/provider-locks/stale-lock";

const block = (source: string, version: string, constraints: string, hashes: string[]) =>
  [
    `provider "${source}" {`,
    `  version     = "${version}"`,
    `  constraints = "${constraints}"`,
    "  hashes = [",
    ...hashes.map((hash) => `    "${hash}",`),
    "  ]",
    "}",
    "",
  ].join("\n");

const complete = ["h1:a=", "h1:b=", "h1:c=", "zh:d"];
const aws = block("registry.terraform.io/hashicorp/aws", "6.25.0", "6.25.0", complete);
const requires = (...providers: [source: string, constraints: string][]) => ({
  providers: providers.map(([source, constraints]) => ({
    name: source,
    source,
    constraints: normalizedConstraints(constraints),
  })),
  hasModules: false,
});

describe(staleLock, () => {
  it("finds nothing in a complete file, of either program", () => {
    const required = requires(["hashicorp/aws", "6.25.0"]);

    expect(staleLock(aws, required)).toEqual([]);
    expect(staleLock(aws.replace("terraform.io", "opentofu.org"), required)).toEqual([]);
  });

  it("finds another version", () => {
    expect(staleLock(aws, requires(["hashicorp/aws", "6.66.0"]))).toEqual([
      "it has hashicorp/aws 6.25.0 (for 6.25.0), and the stack requires 6.66.0",
    ]);
  });

  it("finds what is missing and what nothing requires, together", () => {
    const required = requires(["hashicorp/random", "~> 3.5"], ["tf.example.com/acme/aws", "1.0.0"]);

    expect(staleLock(aws, required)).toEqual([
      "it lacks hashicorp/random",
      "it lacks tf.example.com/acme/aws",
      "it has registry.terraform.io/hashicorp/aws, which the stack does not require",
    ]);
  });

  it("finds a file that terraform init wrote on one platform", () => {
    const own = block("registry.terraform.io/hashicorp/aws", "6.25.0", "6.25.0", [
      "h1:a=",
      ...Array.from({ length: 14 }, (_, index) => `zh:${index}`),
    ]);
    const required = requires(["hashicorp/aws", "6.25.0"]);

    expect(staleLock(own, required)).toEqual([
      "it has 1 of 3 package hashes (h1) of hashicorp/aws: linux_amd64, linux_arm64, darwin_arm64",
    ]);
    expect(staleLock(own, required, { hasEveryPlatform: false })).toEqual([]);
  });

  it("finds a file that is not as Terraform writes it", () => {
    const [difference] = staleLock("=======", requires(["hashicorp/aws", "6.25.0"]));

    expect(difference).toMatch(/^it is not as Terraform writes it: line 1 is "======="/);
  });

  it.each([
    ["= 6.25.0", "6.25.0"],
    ["6.25", "6.25.0"],
    ["< 7, >= 6.25", ">= 6.25.0, < 7.0.0"],
    ["~>3.5", "~> 3.5"],
    ["v1.2.3-beta1", "1.2.3-beta1"],
  ])("takes %s and %s as the same constraint", (one, other) => {
    expect(normalizedConstraints(one)).toBe(normalizedConstraints(other));
  });

  it.each([
    ["~> 3.5", "~> 3.5.0"],
    ["6.25.0", ">= 6.25.0"],
    ["6.25.0", ""],
  ])("takes %s and %s as different constraints", (one, other) => {
    expect(normalizedConstraints(one)).not.toBe(normalizedConstraints(other));
  });
});
