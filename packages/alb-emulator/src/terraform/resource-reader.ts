import type * as z from "zod";
import type { Issues } from "./reader-issues.ts";
import type { DeclaredResource, ResourceSource } from "./resource-source.ts";
import { prune } from "./schemas/prune.ts";
import { shownJson, withoutUnknownSecrets } from "./schemas/secrets.ts";
import { withoutUnsetValues } from "./schemas/unset-values.ts";
import type { Json, JsonObject } from "./terraform-stack.ts";

/** A declared resource, with its attributes checked and their references resolved. */
export interface Resource<Attributes>
  extends Pick<
    DeclaredResource,
    "application" | "type" | "name" | "address" | "computed" | "region"
  > {
  readonly attributes: Attributes;
}

/** Reads resources by type, checks them against a schema, and reports what is not supported. */
export class ResourceReader {
  constructor(
    private readonly source: ResourceSource,
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
    return this.source.resources
      .filter((resource) => resource.type === type && isWanted(resource.attributes))
      .flatMap((resource) => {
        const read = this.#readOne(resource, schema);
        if (read.length === 0) this.issues.addLeftOut(type);
        return read;
      });
  }

  #readOne<Schema extends z.ZodType>(
    declared: DeclaredResource,
    schema: Schema,
  ): readonly Resource<z.output<Schema>>[] {
    const resolved = this.#resolveAttributes(declared, schema);
    if (resolved === undefined) return [];
    const parsed = schema.safeParse(resolved);
    if (!parsed.success) {
      for (const issue of parsed.error.issues) this.#addIssue(declared, issue, resolved);
      return [];
    }
    const { application, type, name, address, computed, region } = declared;
    return [{ application, type, name, address, computed, region, attributes: parsed.data }];
  }

  /** Only what the schema reads: an attribute without effect here may hold any expression. */
  #resolveAttributes(declared: DeclaredResource, schema: z.ZodType): JsonObject | undefined {
    const resolved: JsonObject = {};
    let complete = true;
    const set = declared.isComplete
      ? withoutUnsetValues(schema, declared.attributes)
      : declared.attributes;
    const relevant = withoutUnknownSecrets(
      schema,
      prune(schema, set),
      declared.resolve,
    ) as JsonObject;
    for (const [attribute, value] of Object.entries(relevant)) {
      try {
        resolved[attribute] = declared.resolve(value);
      } catch (error) {
        complete = false;
        const name = declared.nameOf?.(attribute) ?? attribute;
        this.issues.add(`${declared.address}: ${name}: ${(error as Error).message}.`);
      }
    }
    return complete ? withoutNulls(resolved) : undefined;
  }

  #addIssue(
    { address, nameOf = (path) => path }: DeclaredResource,
    issue: z.core.$ZodIssue,
    resource: JsonObject,
  ): void {
    const path = issue.path.join(".");
    if (issue.code === "unrecognized_keys") {
      for (const key of issue.keys) {
        const attribute = path === "" ? key : `${path}.${key}`;
        this.issues.add(
          `${address}: ${nameOf(attribute)} is not supported by the emulator. Its effect in AWS would silently be missing here. Remove it to emulate the rest.`,
        );
      }
      return;
    }
    const value = valueAt(resource, issue.path);
    const shown = value === undefined ? "is missing" : shownJson(issue.path, value);
    this.issues.add(`${address}: ${nameOf(path)} ${shown}: ${issue.message}.`);
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
