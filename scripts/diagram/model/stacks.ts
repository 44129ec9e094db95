import type { ApplicationRules } from "../../routes/listener-rules";

/** The fields of one resource of Terraform JSON. */
export type Fields = Readonly<Record<string, unknown>>;

/** The parts of a stack's `cdk.tf.json` that are drawn. */
export interface StackJson {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Fields>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, Fields>>>>;
  readonly provider?: { readonly aws?: readonly { readonly region?: string }[] };
  readonly output?: Readonly<Record<string, { readonly value: unknown }>>;
}

/** A synthesized stack. */
export interface Stack {
  /** Without the environment's name, such as `shared-identity`. */
  readonly name: string;
  readonly json: StackJson;
}

/** What the pictures of an environment are drawn from. */
export interface EnvironmentStacks {
  /** Name of the environment's file. */
  readonly environment: string;
  /** In the order of their names. */
  readonly stacks: readonly Stack[];
  readonly rules: readonly ApplicationRules[];
}

/** Every resource of a type, in the order of the JSON. */
export function resources({ json }: Stack, type: string): { address: string; fields: Fields }[] {
  return Object.entries(json.resource?.[type] ?? {}).map(([name, fields]) => ({
    address: `${type}.${name}`,
    fields,
  }));
}

/** Number of resources, data sources not counted. */
export function resourceCount({ json }: Stack): number {
  return Object.values(json.resource ?? {}).flatMap(Object.keys).length;
}

/** Address that an expression such as `${aws_vpc.main.id}` refers to. */
export function referenceOf(value: unknown): string | undefined {
  return /^\$\{(\w+\.[\w-]+)[.[]/.exec(String(value))?.[1];
}

/** Whether an expression refers to a resource. */
export function refersTo(value: unknown, address: string): boolean {
  return String(value).includes(`${address}.`) || String(value).includes(`${address}[`);
}

/** A field as a list of strings; one value that stands for a list becomes a list of one. */
export function stringsOf(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value.map(String) : [String(value)];
}

/** A nested block, which Terraform JSON writes as an object or as a list of objects. */
export function blocksOf(value: unknown): Fields[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]) as Fields[];
}

/** Name of the stack whose outputs an expression reads. */
export function remoteStackOf(value: unknown, stacks: readonly Stack[]): string | undefined {
  const found = /data\.terraform_remote_state\.deploy_([\w-]+)_first\.outputs\./.exec(
    String(value),
  );
  const asId = (name: string) => name.replaceAll("-", "_");
  return stacks.find(({ name }) => found?.[1] !== undefined && asId(name) === asId(found[1]))?.name;
}
