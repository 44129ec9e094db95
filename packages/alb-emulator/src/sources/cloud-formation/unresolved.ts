import { isObject, type Json, type JsonObject } from "../../terraform/terraform-stack.ts";

const key = "(unresolved)";

/** Marks a value that cannot be resolved: an issue only where the emulator reads it. */
export function unresolved(reason: string): JsonObject {
  return { [key]: reason };
}

/** Why a value is not known; `undefined` for one that is. */
export function reasonOf(value: Json | undefined): string | undefined {
  const reason = isObject(value) ? value[key] : undefined;
  return typeof reason === "string" ? reason : undefined;
}

/** The value, or a text in its place where its content does not matter. */
export function orElse(value: Json | undefined, replacement: string): Json | undefined {
  return reasonOf(value) === undefined ? value : replacement;
}

/** @throws Error with the reason of the first mark inside a value */
export function assertResolved(value: Json): Json {
  const reason = reasonOf(value);
  if (reason !== undefined) throw new Error(reason);
  if (typeof value === "object" && value !== null) Object.values(value).forEach(assertResolved);
  return value;
}
