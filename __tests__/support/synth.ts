import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
// For the types of the matchers only: importing it registers nothing.
import "cdktf/lib/testing/adapters/jest";
import { TerraformOutput, TerraformStack, Testing } from "cdktf";

/** One synthesized block: a resource, a data source or an output. */
export type Block = Readonly<Record<string, unknown>>;

interface Synthesized {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly output?: Readonly<Record<string, Block>>;
  readonly variable?: Readonly<Record<string, Block>>;
  readonly provider?: Readonly<Record<string, readonly Block[]>>;
  readonly moved?: readonly { readonly from: string; readonly to: string }[];
  readonly terraform: Block;
}

/** A class of the provider, resource or data source. */
export interface TerraformType {
  readonly tfResourceType: string;
}

const outdir = mkdtempSync(join(tmpdir(), "synth-"));
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

/** An app whose folder is removed after the test file. */
export function testApp() {
  return Testing.app({ outdir });
}

/** Synthesizes what `build` puts into an empty stack, validations included. */
export function synthStack(build: (stack: TerraformStack) => void): string {
  const stack = new TerraformStack(testApp(), "stack");
  new AwsProvider(stack, "aws", { region: "eu-central-1" });
  build(stack);
  return Testing.synth(stack, true);
}

export function parse(json: string): Synthesized {
  return JSON.parse(json) as Synthesized;
}

/** Declares attributes of a construct as outputs, for {@link exposed} to read. */
export function expose(stack: TerraformStack, values: Readonly<Record<string, unknown>>): void {
  for (const [id, value] of Object.entries(values)) {
    new TerraformOutput(stack, `exposed_${id}`, { value, staticId: true });
  }
}

/** Values that were passed to {@link expose}, as Terraform expressions. */
export function exposed(json: string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(parse(json).output ?? {}).map(([id, { value }]) => [
      id.replace(/^exposed_/, ""),
      value,
    ]),
  );
}

/** All resources of a type, by Terraform address without the type. */
export function resourcesByName(json: string, { tfResourceType }: TerraformType) {
  return parse(json).resource?.[tfResourceType] ?? {};
}

/** All resources of a type. */
export function resources(json: string, type: TerraformType): Block[] {
  return Object.values(resourcesByName(json, type));
}

/** All data sources of a type. */
export function dataSources(json: string, { tfResourceType }: TerraformType): Block[] {
  return Object.values(parse(json).data?.[tfResourceType] ?? {});
}

/** Number of resources of each type. */
export function resourceCounts(json: string): Record<string, number> {
  const types = Object.entries(parse(json).resource ?? {});
  return Object.fromEntries(types.map(([type, blocks]) => [type, Object.keys(blocks).length]));
}

function only<T>(found: readonly T[], what: string): T {
  const [first] = found;
  if (first === undefined || found.length > 1) {
    throw new Error(`expected one ${what}, found ${found.length}`);
  }
  return first;
}

/** The only resource of a type whose name begins with the prefix. */
export function resource(json: string, type: TerraformType, namePrefix = ""): Block {
  return resourcesByName(json, type)[nameOf(json, type, namePrefix)] ?? {};
}

function nameOf(json: string, type: TerraformType, namePrefix: string): string {
  const names = Object.keys(resourcesByName(json, type));
  const matching = names.filter((name) => name.startsWith(namePrefix));
  return only(matching, `${type.tfResourceType} ${namePrefix}*; found ${names.join(", ")}`);
}

/** Address of the only resource of a type whose name begins with the prefix. */
export function address(json: string, type: TerraformType, namePrefix = ""): string {
  return `${type.tfResourceType}.${nameOf(json, type, namePrefix)}`;
}

/** A reference to an attribute of the only resource of a type whose name begins with the prefix. */
export function reference(
  json: string,
  type: TerraformType,
  attribute: string,
  namePrefix = "",
): string {
  return `\${${address(json, type, namePrefix)}.${attribute}}`;
}

/** Parses JSON text that contains references, such as a policy. */
export function jsonText(text: unknown): unknown {
  if (typeof text !== "string") throw new Error(`expected JSON text, found ${typeof text}`);
  return JSON.parse(text);
}
