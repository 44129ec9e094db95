import type { Json, JsonObject } from "../../../terraform/terraform-stack.ts";
import { reasonOf } from "../unresolved.ts";
import { objectsIn } from "./snake-case.ts";

/**
 * Attributes that ELB has as a list of keys and values, as Terraform names them.
 * @param names Terraform's path for a key, with dots; `undefined` where it has no effect. A key that
 * is not there keeps its name, so that it is reported.
 */
export function keyValues(
  list: Json | undefined,
  names: (key: string) => string | undefined,
): JsonObject {
  // A list that is not known as a whole.
  if (reasonOf(list) !== undefined && list !== undefined) return { attributes: list };
  const attributes: JsonObject = {};
  for (const { Key: key, Value: value = null } of objectsIn(list)) {
    const name = names(String(key));
    if (name === undefined) continue;
    const [block = "", attribute] = name.split(".");
    if (attribute === undefined) attributes[block] = typed(value);
    else attributes[block] = { ...objectsIn(attributes[block])[0], [attribute]: typed(value) };
  }
  return attributes;
}

/** Every value is a string in CloudFormation. */
function typed(value: Json): Json {
  return value === "true" ? true : value === "false" ? false : value;
}
