import type { EnvironmentInput } from "../../../config/schema/environment";
import { environment as example } from "../../../environments/example";
import { requiredTerraformMinor } from "../../../stacks/state/required-version";
import { parse } from "../../support/synth";
import { synthApplication, synthIdentity } from "../../support/synth-environment";

/** Blocks and arguments of Terraform's language, by the minor version of Terraform 1 that they came with. */
const sinceMinor: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    [
      ...["required_version", "required_providers", "aws", "source", "version"],
      ...["backend", "local", "path", "s3", "bucket", "key", "region", "encrypt"],
      ...["prevent_destroy", "create_before_destroy", "ignore_changes"],
    ].map((key) => [key, 0]),
  ),
  ...{ cloud: 1, organization: 1, hostname: 1, workspaces: 1, name: 1 },
  ...{ precondition: 2, postcondition: 2, condition: 2, error_message: 2 },
  terraform_data: 4,
  project: 6,
  use_lockfile: 10,
};

/** Functions that every Terraform 1.x has. */
const knownFunctions = [
  ...["alltrue", "can", "coalescelist", "contains", "element", "fileexists", "keys", "length"],
  ...["one", "regex", "setsubtract", "split", "tolist", "trimsuffix", "try"],
];

/** Terraform's own blocks, arguments and resources; those of the provider are not among them. */
function languageKeys(json: string): Set<string> {
  const { terraform, resource = {}, data = {} } = parse(json);
  const found = new Set<string>();
  const collect = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, each] of Object.entries(value)) {
      if (!Array.isArray(value)) found.add(key);
      collect(each);
    }
  };
  collect(terraform);
  if ("terraform_data" in resource) found.add("terraform_data");
  for (const blocks of [...Object.values(resource), ...Object.values(data)]) {
    for (const { lifecycle } of Object.values(blocks)) collect(lifecycle);
  }
  return found;
}

const states: [NonNullable<EnvironmentInput["state"]>, string][] = [
  [{ type: "local" }, ">= 1.4"],
  [{ type: "cloud", organization: "acme" }, ">= 1.4"],
  [{ type: "cloud", organization: "acme", project: "web" }, ">= 1.6"],
  [{ type: "s3", bucket: "states" }, ">= 1.10"],
];

describe.each(states)("the required version with state %j", (state, version) => {
  const input = { ...example, state };
  const stacks = [
    synthIdentity(input),
    ...Object.keys(example.applications).map((name) => synthApplication(input, name)),
  ];

  it("is emitted in every stack", () => {
    for (const json of stacks) expect(parse(json).terraform.required_version).toBe(version);
  });

  it("is the newest version that a feature of the JSON needs", () => {
    const keys = stacks.flatMap((json) => [...languageKeys(json)]);
    const minors = keys.map((key) => sinceMinor[key] ?? 0);

    expect(keys.filter((key) => sinceMinor[key] === undefined)).toEqual([]);
    expect(`>= 1.${Math.max(...minors)}`).toBe(version);
  });

  it("covers every function of the JSON", () => {
    const functions = stacks.flatMap((json) =>
      [...json.matchAll(/[$%]\{[^"]*/g)].flatMap(([expression]) =>
        [...expression.matchAll(/\b([a-z0-9_]+)\(/g)].map(([, name = ""]) => name),
      ),
    );

    expect(functions).toContain("alltrue");
    expect(functions.filter((name) => !knownFunctions.includes(name))).toEqual([]);
  });
});

describe(requiredTerraformMinor, () => {
  it("does not change with the bucket's settings", () => {
    const state = { type: "s3", bucket: "b", keyPrefix: "p", region: "us-east-1" } as const;

    expect(requiredTerraformMinor(state)).toBe(10);
  });
});
