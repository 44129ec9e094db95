import { isObject, type Json } from "../../terraform/terraform-stack.ts";
import type { Evaluation } from "./names.ts";

type IntrinsicFunction = (argument: Json, evaluator: Evaluation) => Json | undefined;

/**
 * Functions that need nothing but their argument and the names of the template.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export const functions: Readonly<Record<string, IntrinsicFunction>> = {
  "Fn::Join": join,
  "Fn::Sub": substitute,
  "Fn::Select": select,
  "Fn::Split": split,
  "Fn::FindInMap": findInMap,
  "Fn::ImportValue": (argument, evaluator) =>
    evaluator.names.importValue(asText(evaluator.evaluate(argument), "Fn::ImportValue")),
  "Fn::GetStackOutput": getStackOutput,
  "Fn::GetAZs": getAvailabilityZones,
  "Fn::Base64": (argument, evaluator) =>
    Buffer.from(asText(evaluator.evaluate(argument), "Fn::Base64")).toString("base64"),
  "Fn::Length": (argument, evaluator) => asList(evaluator.evaluate(argument), "Fn::Length").length,
  "Fn::ToJsonString": (argument, evaluator) => JSON.stringify(evaluator.evaluate(argument) ?? null),
};

/** @throws Error for a list or an object */
export function asText(value: Json | undefined, name: string): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw new Error(`${name} expected a string, got ${JSON.stringify(value) ?? "AWS::NoValue"}`);
}

function asList(value: Json | undefined, name: string): Json[] {
  if (Array.isArray(value)) return value;
  throw new Error(`${name} expected a list, got ${JSON.stringify(value) ?? "AWS::NoValue"}`);
}

function join(argument: Json, evaluator: Evaluation): string {
  const [separator, values] = asList(argument, "Fn::Join");
  return asList(evaluator.evaluate(values ?? null), "Fn::Join")
    .map((value) => asText(value, "Fn::Join"))
    .join(asText(separator, "Fn::Join"));
}

function substitute(argument: Json, evaluator: Evaluation): string {
  const [template, own] = Array.isArray(argument) ? argument : [argument];
  const variables = isObject(own) ? own : {};
  return asText(template, "Fn::Sub").replace(/\$\{([^}]+)\}/g, (whole, expression: string) => {
    const name = expression.trim();
    if (name.startsWith("!")) return `\${${name.slice(1)}}`;
    const variable = variables[name];
    if (variable !== undefined) return asText(evaluator.evaluate(variable), whole);
    const [resource = "", ...attribute] = name.split(".");
    return asText(
      attribute.length === 0
        ? evaluator.names.ref(name)
        : evaluator.names.attribute(resource, attribute.join(".")),
      whole,
    );
  });
}

function select(argument: Json, evaluator: Evaluation): Json {
  const [index, list] = asList(argument, "Fn::Select");
  const position = Number(asText(evaluator.evaluate(index ?? null), "Fn::Select"));
  const value = asList(evaluator.evaluate(list ?? null), "Fn::Select")[position];
  if (value !== undefined) return value;
  throw new Error(`Fn::Select found no entry ${position} in its list`);
}

function split(argument: Json, evaluator: Evaluation): Json {
  const [separator, text] = asList(argument, "Fn::Split");
  return asText(evaluator.evaluate(text ?? null), "Fn::Split").split(
    asText(separator, "Fn::Split"),
  );
}

function findInMap(argument: Json, evaluator: Evaluation): Json | undefined {
  const [map, first, second] = asList(argument, "Fn::FindInMap")
    .slice(0, 3)
    .map((part) => asText(evaluator.evaluate(part), "Fn::FindInMap"));
  const row = evaluator.names.mapping(map ?? "")?.[first ?? ""];
  const value = isObject(row) ? row[second ?? ""] : undefined;
  if (value !== undefined) return value;
  const options = asList(argument, "Fn::FindInMap")[3];
  if (isObject(options) && options.DefaultValue !== undefined) {
    return evaluator.evaluate(options.DefaultValue);
  }
  throw new Error(`mapping ${map} has no ${first}.${second}`);
}

function getStackOutput(argument: Json, evaluator: Evaluation): Json {
  const given = evaluator.evaluate(argument);
  const { StackName: stack, OutputName: output } = isObject(given) ? given : {};
  return evaluator.names.output(
    asText(stack, "Fn::GetStackOutput"),
    asText(output, "Fn::GetStackOutput"),
  );
}

function getAvailabilityZones(argument: Json, evaluator: Evaluation): Json {
  const region = asText(evaluator.evaluate(argument), "Fn::GetAZs") || evaluator.names.region();
  return ["a", "b", "c"].map((zone) => `${region}${zone}`);
}
