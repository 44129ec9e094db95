import type { Json, JsonObject } from "../../terraform/terraform-stack.ts";
import type { Neighbours } from "./neighbours.ts";

const ssmType = /^AWS::SSM::Parameter::Value</;

/**
 * Value of a template's parameter.
 * @throws Error whose message starts in lower case, when it has none
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 */
export function parameterValue(
  name: string,
  declaration: JsonObject,
  given: Json | undefined,
  neighbours: Neighbours,
): Json {
  const type = String(declaration.Type ?? "String");
  const value = given ?? declaration.Default;
  if (value === undefined) {
    throw new Error(
      `parameter ${name} has no value and no default; give one with --parameter ${name}=VALUE`,
    );
  }
  if (given === undefined && ssmType.test(type)) {
    return asType(type, valueInSystemsManager(name, String(value), neighbours));
  }
  return asType(type, value);
}

function valueInSystemsManager(name: string, path: string, neighbours: Neighbours): Json {
  try {
    return neighbours.ssmParameter(path);
  } catch {
    throw new Error(
      `parameter ${name} has the value of ${path} in Systems Manager, which the emulator does not ask; give it with --parameter ${name}=VALUE`,
    );
  }
}

function asType(type: string, value: Json): Json {
  const isList = /^(CommaDelimitedList$|List<)|<(CommaDelimitedList|List<)/.test(type);
  if (isList) return Array.isArray(value) ? value : splitList(String(value));
  return typeof value === "number" || typeof value === "boolean" ? String(value) : value;
}

function splitList(text: string): Json[] {
  return text.split(",").map((entry) => entry.trim());
}
