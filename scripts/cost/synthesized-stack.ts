import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { DeployableStack } from "../deploy/deployment-order";

/** The attributes of a resource in the JSON. */
export type Attributes = Readonly<Record<string, unknown>>;

/** A resource of a synthesized stack. */
export interface StackResource {
  /** Such as `aws_lb`. */
  readonly type: string;
  /** Name in Terraform, which is unique for the type. */
  readonly name: string;
  readonly attributes: Attributes;
}

/** A synthesized stack. */
export interface SynthesizedStack {
  /** Name without the environment's: `shared-identity`, or that of an application. */
  readonly name: string;
  readonly regions: readonly string[];
  readonly resources: readonly StackResource[];
  readonly outputs: Readonly<Record<string, { readonly value?: unknown }>>;
  /** Stacks whose outputs it reads, by the name of the data source. */
  readonly readsFrom: ReadonlyMap<string, SynthesizedStack>;
}

interface StackJson {
  readonly provider?: { readonly aws?: readonly { readonly region?: string }[] };
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
  readonly output?: Readonly<Record<string, { readonly value?: unknown }>>;
  readonly data?: { readonly terraform_remote_state?: Readonly<Record<string, unknown>> };
}

/**
 * Reads the stacks of a synthesis.
 * @param stacks in deployment order, so that a stack comes after those whose outputs it reads
 */
export function readSynthesizedStacks(stacks: readonly DeployableStack[]): SynthesizedStack[] {
  const read: SynthesizedStack[] = [];
  for (const { name, folder } of stacks) {
    read.push(parseStack(name, readFileSync(join(folder, "cdk.tf.json"), "utf8"), read));
  }
  return read;
}

/**
 * @param json text of a `cdk.tf.json`
 * @param earlier stacks whose outputs it can read
 */
export function parseStack(
  name: string,
  json: string,
  earlier: readonly SynthesizedStack[] = [],
): SynthesizedStack {
  const { provider = {}, resource = {}, output = {}, data = {} } = JSON.parse(json) as StackJson;
  const states = Object.keys(data.terraform_remote_state ?? {});
  return {
    name,
    regions: (provider.aws ?? []).flatMap(({ region }) => (region === undefined ? [] : [region])),
    resources: Object.entries(resource).flatMap(([type, named]) =>
      Object.entries(named).map(([each, attributes]) => ({ type, name: each, attributes })),
    ),
    outputs: output,
    readsFrom: new Map(
      states.flatMap((state) => {
        const found = earlier.find((other) => stateName(other.name) === state);
        return found === undefined ? [] : [[state, found] as const];
      }),
    ),
  };
}

/** Resources of one type. */
export function resourcesOf({ resources }: SynthesizedStack, type: string): StackResource[] {
  return resources.filter((resource) => resource.type === type);
}

/** The resource of a type that an expression such as `${aws_lb.x.arn}` names. */
export function referredResource(
  stack: SynthesizedStack,
  type: string,
  expression: unknown,
): StackResource | undefined {
  const name = new RegExp(`\\b${type}\\.([\\w-]+)`).exec(String(expression))?.[1];
  return resourcesOf(stack, type).find((resource) => resource.name === name);
}

/** Length of a list, also where it is the output of another stack; `undefined` where only Terraform knows it. */
export function listLength(stack: SynthesizedStack, value: unknown): number | undefined {
  if (Array.isArray(value)) return value.length;
  const reference = /^\$\{data\.terraform_remote_state\.([\w-]+)\.outputs\.([\w-]+)\}$/.exec(
    String(value),
  );
  const [, state = "", output = ""] = reference ?? [];
  const other = stack.readsFrom.get(state);
  return other === undefined ? undefined : listLength(other, other.outputs[output]?.value);
}

/** A block, which Terraform's JSON accepts as an object or as a list with one. */
export function blockOf(value: unknown): Attributes {
  const only: unknown = Array.isArray(value) ? value[0] : value;
  return typeof only === "object" && only !== null ? (only as Attributes) : {};
}

/** Blocks of a list. */
export function blocksOf(value: unknown): readonly Attributes[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]).map(blockOf);
}

function stateName(stack: string): string {
  return `deploy_${stack.replaceAll("-", "_")}_first`;
}
