import type { StackResource, SynthesizedStack } from "../cost/synthesized-stack";

/** One thing that scanners look at, over the emitted JSON. */
export interface FindingCheck {
  /** Identifiers of checkov (`CKV…`), of Trivy (`AWS-…`) and of AWS Security Hub (`ELB.5`). */
  readonly ids: readonly string[];
  /** What holds where the check passes. */
  readonly title: string;
  /** Type of the resources that it looks at. */
  readonly type: string;
  readonly passes: (resource: StackResource, stack: SynthesizedStack) => boolean;
}

/** A resource for which a check does not pass. */
export interface Finding {
  readonly check: FindingCheck;
  /** Name of the stack without the environment's. */
  readonly stack: string;
  /** Terraform address. */
  readonly address: string;
}

/** An attribute of a resource, or of a block in it, by its path; entries of lists are the first ones. */
export function attributeOf({ attributes }: StackResource, path: string): unknown {
  return path.split(".").reduce<unknown>((value, key) => {
    const block: unknown = Array.isArray(value) ? value[0] : value;
    return typeof block === "object" && block !== null
      ? (block as Record<string, unknown>)[key]
      : undefined;
  }, attributes);
}

/** A check of one attribute. */
export function equals(path: string, expected: unknown): FindingCheck["passes"] {
  return (resource) => attributeOf(resource, path) === expected;
}

/** A check that some attribute or block is there. */
export function isSet(path: string): FindingCheck["passes"] {
  return (resource) => attributeOf(resource, path) !== undefined;
}

/** Resources of a type that refer to this one. */
export function referring(
  { resources }: SynthesizedStack,
  type: string,
  { type: of, name }: StackResource,
): StackResource[] {
  return resources.filter(
    (each) => each.type === type && JSON.stringify(each.attributes).includes(`${of}.${name}.`),
  );
}

/** A check that a resource of a type refers to this one. */
export function hasA(type: string): FindingCheck["passes"] {
  return (resource, stack) => referring(stack, type, resource).length > 0;
}
