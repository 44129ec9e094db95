import * as z from "zod";
import { isObject, type Json, type JsonObject } from "../terraform-stack.ts";
import { fieldsOf } from "./prune.ts";

/**
 * A secret that may be known only to AWS, such as a value of Secrets Manager: then it is absent. Never
 * shown in messages.
 */
export const secret = z.string().optional();

/** Texts by name, without those that cannot be resolved. */
export const knownTexts = z.record(z.string(), z.coerce.string());

/**
 * Leaves out secrets that cannot be resolved.
 * @param resolve As of the resource; it throws for what cannot be resolved.
 */
export function withoutUnknownSecrets(
  schema: z.core.$ZodType,
  value: Json,
  resolve: (value: Json) => Json,
): Json {
  if (isKnownTexts(schema) && isObject(value)) {
    return Object.fromEntries(
      Object.entries(value).filter(([, entry]) => isResolvable(entry, resolve)),
    );
  }
  if (Array.isArray(value)) {
    return value.map((entry) => withoutUnknownSecrets(schema, entry, resolve));
  }
  const fields = fieldsOf(schema);
  if (fields === undefined || !isObject(value)) return value;
  const kept: JsonObject = {};
  for (const [key, entry] of Object.entries(value)) {
    const field = fields[key];
    if (field === secret && !isResolvable(entry, resolve)) continue;
    kept[key] = field === undefined ? entry : withoutUnknownSecrets(field, entry, resolve);
  }
  return kept;
}

function isKnownTexts(schema: z.core.$ZodType): boolean {
  return (
    schema === knownTexts || (schema instanceof z.ZodDefault && schema.unwrap() === knownTexts)
  );
}

function isResolvable(value: Json, resolve: (value: Json) => Json): boolean {
  try {
    resolve(value);
    return true;
  } catch {
    return false;
  }
}

const secretName = /secret|password/i;

/** A value as JSON for messages, without the secrets in it. */
export function shownJson(path: readonly PropertyKey[], value: Json): string {
  if (secretName.test(String(path.at(-1) ?? ""))) return "(not shown)";
  return JSON.stringify(value, (key, entry: Json) =>
    secretName.test(key) ? "(not shown)" : entry,
  );
}
