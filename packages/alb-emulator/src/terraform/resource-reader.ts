import type { z } from "zod";
import type { Issues } from "./reader-issues.ts";
import type { Resolver } from "./references/resolver.ts";
import { prune } from "./schemas/prune.ts";
import {
  isObject,
  type Json,
  type JsonObject,
  objectAt,
  type TerraformStack,
} from "./terraform-stack.ts";

/** A resource as Terraform declares it, with its references resolved. */
export interface Resource<Attributes> {
  readonly stack: TerraformStack;
  readonly type: string;
  readonly name: string;
  /** `aws_lb.main in stack app`, for messages. */
  readonly address: string;
  readonly attributes: Attributes;
  /** An attribute that is known only after apply, such as `arn`. */
  readonly computed: (attribute: string) => string;
}

/** Reads resources by type, checks them against a schema, and reports what is not supported. */
export class ResourceReader {
  constructor(
    private readonly stacks: readonly TerraformStack[],
    private readonly resolver: Resolver,
    private readonly issues: Issues,
  ) {}

  /** Every resource of the type that Terraform would create. One with an issue is left out. */
  read<Schema extends z.ZodType>(
    type: string,
    schema: Schema,
  ): readonly Resource<z.output<Schema>>[] {
    return this.readWhere(type, schema, () => true);
  }

  /** As {@link read}, but only the resources that `isWanted` accepts. */
  readWhere<Schema extends z.ZodType>(
    type: string,
    schema: Schema,
    isWanted: (declared: JsonObject) => boolean,
  ): readonly Resource<z.output<Schema>>[] {
    return this.stacks.flatMap((stack) =>
      Object.entries(objectAt(stack.json, "resource", type)).flatMap(([name, declared]) =>
        isObject(declared) && declared.count !== 0 && isWanted(declared)
          ? this.#readOne(stack, type, name, declared, schema)
          : [],
      ),
    );
  }

  regionOf(stack: TerraformStack): string {
    return this.resolver.regionOf(stack);
  }

  #readOne<Schema extends z.ZodType>(
    stack: TerraformStack,
    type: string,
    name: string,
    declared: JsonObject,
    schema: Schema,
  ): readonly Resource<z.output<Schema>>[] {
    const address = `${type}.${name} in stack ${stack.name}`;
    const resolved = this.#resolveAttributes(stack, address, declared, schema);
    if (resolved === undefined) return [];
    const parsed = schema.safeParse(resolved);
    if (!parsed.success) {
      for (const issue of parsed.error.issues) this.#addIssue(address, issue, resolved);
      return [];
    }
    const computed = (attribute: string) =>
      String(this.resolver.resolve(stack, `\${${type}.${name}.${attribute}}`));
    return [{ stack, type, name, address, attributes: parsed.data, computed }];
  }

  /** Only what the schema reads: an attribute without effect here may hold any expression. */
  #resolveAttributes(
    stack: TerraformStack,
    address: string,
    declared: JsonObject,
    schema: z.ZodType,
  ): JsonObject | undefined {
    const resolved: JsonObject = {};
    let complete = true;
    const relevant = prune(schema, declared) as JsonObject;
    for (const [attribute, value] of Object.entries(relevant)) {
      try {
        resolved[attribute] = this.resolver.resolve(stack, value);
      } catch (error) {
        complete = false;
        this.issues.add(`${address}: ${attribute}: ${(error as Error).message}.`);
      }
    }
    return complete ? withoutNulls(resolved) : undefined;
  }

  #addIssue(address: string, issue: z.core.$ZodIssue, resource: JsonObject): void {
    const path = issue.path.join(".");
    if (issue.code === "unrecognized_keys") {
      for (const key of issue.keys) {
        const attribute = path === "" ? key : `${path}.${key}`;
        this.issues.add(
          `${address}: ${attribute} is not supported by the emulator. Its effect in AWS would silently be missing here. Remove it to emulate the rest.`,
        );
      }
      return;
    }
    const value = valueAt(resource, issue.path);
    const shown = value === undefined ? "is missing" : JSON.stringify(value);
    this.issues.add(`${address}: ${path} ${shown}: ${issue.message}.`);
  }
}

/** In Terraform, null means that the attribute is not set. */
function withoutNulls(resource: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(resource).filter(([, value]) => value !== null));
}

function valueAt(resource: JsonObject, path: readonly PropertyKey[]): Json | undefined {
  let current: Json | undefined = resource;
  for (const key of path) {
    if (typeof current !== "object" || current === null) return undefined;
    current = (current as Record<PropertyKey, Json>)[key];
  }
  return current;
}
