import { type Document, isAlias, isMap, isScalar, isSeq, type Node, parseDocument } from "yaml";
import type { Json, JsonObject } from "../../terraform/terraform-stack.ts";

/**
 * Parses YAML; `!Sub` and the like become `Fn::Sub`.
 * @throws Error for invalid YAML
 */
export function parseYaml(text: string): Json {
  // Tags that YAML does not know are warnings, and their nodes keep them.
  const document = parseDocument(text, { logLevel: "error" });
  const [error] = document.errors;
  if (error !== undefined) throw new Error(error.message.split("\n")[0]?.replace(/:$/, ""));
  return toJson(document.contents, document);
}

function toJson(node: unknown, document: Document): Json {
  if (isAlias(node)) return toJson(node.resolve(document), document);
  const value = withoutTag(node, document);
  const tag = (node as Node | null)?.tag;
  return tag?.startsWith("!") === true ? longForm(tag.slice(1), value) : value;
}

function withoutTag(node: unknown, document: Document): Json {
  if (isSeq(node)) return node.items.map((item) => toJson(item, document));
  if (isScalar(node)) {
    return typeof node.value === "bigint" ? String(node.value) : ((node.value ?? null) as Json);
  }
  if (!isMap(node)) return null;
  const object: JsonObject = {};
  for (const { key, value } of node.items) {
    object[String(toJson(key, document))] = toJson(value, document);
  }
  return object;
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html */
function longForm(name: string, value: Json): Json {
  if (name === "Ref" || name === "Condition") return { [name]: value };
  if (name === "GetAtt" && typeof value === "string") {
    const [resource = "", ...attribute] = value.split(".");
    return { "Fn::GetAtt": [resource, attribute.join(".")] };
  }
  return { [`Fn::${name}`]: value };
}
