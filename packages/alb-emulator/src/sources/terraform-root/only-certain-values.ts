import { isObject, type Json, type JsonObject } from "../../terraform/terraform-stack.ts";

/**
 * The values that the code says, without those that the mock invented: two runs differ in them, or they
 * are empty where the plan did not know them.
 * @param unknown `true` where a value is known only after apply
 */
export function onlyCertainValues(one: JsonObject, other: Json, unknown: Json): JsonObject {
  const kept: JsonObject = {};
  for (const [key, value] of Object.entries(one)) {
    const certain = certainValue(
      value,
      isObject(other) ? other[key] : undefined,
      isObject(unknown) ? (unknown[key] ?? false) : unknown,
    );
    if (certain !== undefined) kept[key] = certain;
  }
  return kept;
}

function certainValue(one: Json, other: Json | undefined, unknown: Json): Json | undefined {
  if (isObject(one)) {
    return isObject(other) ? onlyCertainValues(one, other, unknown) : undefined;
  }
  if (Array.isArray(one)) {
    if (!Array.isArray(other) || other.length !== one.length) return undefined;
    if (one.length === 0 && unknown === true) return undefined;
    return one.flatMap(
      (entry, index) =>
        certainValue(
          entry,
          other[index],
          Array.isArray(unknown) ? (unknown[index] ?? false) : unknown,
        ) ?? [],
    );
  }
  if (one !== other) return certainJsonText(one, other);
  return unknown === true && (one === 0 || one === false) ? undefined : one;
}

/** What stands for an invented part of a JSON text, such as the address of a database. */
const placeholder = "(known after apply)";

/**
 * A JSON text, such as the definitions of containers, whose invented parts are marked: without it the
 * whole text would be missing because of one variable.
 */
function certainJsonText(one: Json, other: Json | undefined): string | undefined {
  if (typeof one !== "string" || typeof other !== "string" || !/^\s*[[{]/.test(one))
    return undefined;
  try {
    return JSON.stringify(withPlaceholders(JSON.parse(one), JSON.parse(other)));
  } catch {
    return undefined;
  }
}

function withPlaceholders(one: Json, other: Json | undefined): Json {
  if (isObject(one) && isObject(other)) {
    return Object.fromEntries(
      Object.entries(one).map(([key, value]) => [key, withPlaceholders(value, other[key])]),
    );
  }
  if (Array.isArray(one) && Array.isArray(other) && one.length === other.length) {
    return one.map((value, index) => withPlaceholders(value, other[index]));
  }
  return one === other ? one : placeholder;
}
