import * as z from "zod";
import { isObject, type Json, type JsonObject } from "../terraform-stack.ts";
import { isJsonText, parseJson, presence } from "./builders.ts";

/**
 * Removes what a schema does not read, so that it is not resolved: attributes declared as `unknown`,
 * and those that a loose object does not name; the same within JSON texts. An attribute whose presence
 * alone counts becomes `true`.
 */
export function prune(schema: z.core.$ZodType, value: Json): Json {
  if (typeof value === "string" && isJsonText(schema)) {
    const parsed = parseJson(value) as Json;
    return typeof parsed === "string" ? value : prune(schema, parsed);
  }
  if (Array.isArray(value)) return value.map((entry) => prune(schema, entry));
  const object = objectSchema(schema);
  if (object === undefined || !isObject(value)) return value;
  const kept: JsonObject = {};
  for (const [key, entry] of Object.entries(value)) {
    const field = object.shape[key];
    if (field === undefined) {
      if (isStrict(object)) kept[key] = entry;
    } else if (field === presence) {
      if (entry !== null) kept[key] = true;
    } else if (!isIgnored(field)) {
      kept[key] = prune(field, entry);
    }
  }
  return kept;
}

/** The attributes that a schema reads of an object; `undefined` where it reads no object. */
export function fieldsOf(
  schema: z.core.$ZodType,
): Readonly<Record<string, z.core.$ZodType>> | undefined {
  return objectSchema(schema)?.shape;
}

/** The object schema inside optional, default, preprocessed and list schemas. */
function objectSchema(schema: z.core.$ZodType): z.ZodObject | undefined {
  if (schema instanceof z.ZodObject) return schema;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    return objectSchema(schema.unwrap());
  }
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return objectSchema(schema.unwrap());
  }
  if (schema instanceof z.ZodPipe) return objectSchema(schema.out);
  if (schema instanceof z.ZodArray) return objectSchema(schema.element);
  return undefined;
}

function isStrict(schema: z.ZodObject): boolean {
  return schema.def.catchall instanceof z.ZodNever;
}

function isIgnored(field: z.core.$ZodType): boolean {
  return field instanceof z.ZodOptional && field.unwrap() instanceof z.ZodUnknown;
}
