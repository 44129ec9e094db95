import { isObject, type Json, type JsonObject } from "../../terraform/terraform-stack.ts";
import { asText, functions } from "./functions.ts";
import type { Evaluation, Names } from "./names.ts";
import { unresolved } from "./unresolved.ts";

/** Evaluates intrinsic functions. What is `AWS::NoValue` becomes `undefined`. */
export class Evaluator implements Evaluation {
  constructor(readonly names: Names) {}

  /** @throws Error whose message starts in lower case, for what cannot be resolved */
  evaluate(value: Json): Json | undefined {
    if (Array.isArray(value)) return value.flatMap((entry) => this.#entry(this.evaluate(entry)));
    if (!isObject(value)) return value;
    const call = callIn(value);
    if (call !== undefined) return this.#call(call);
    return this.#object(value, (entry) => this.evaluate(entry));
  }

  /** As {@link evaluate}, with a mark in place of each value that cannot be resolved. */
  evaluateKnown(value: Json): Json | undefined {
    if (Array.isArray(value)) {
      return value.flatMap((entry) => this.#entry(this.evaluateKnown(entry)));
    }
    try {
      if (!isObject(value)) return this.#withDynamicReferences(value);
      const call = callIn(value);
      if (call === undefined) return this.#object(value, (entry) => this.evaluateKnown(entry));
      if (call.name === "Fn::If") {
        const branch = this.#branch(call.argument);
        return branch === undefined ? undefined : this.evaluateKnown(branch);
      }
      const result = this.#call(call);
      return result === undefined ? undefined : this.#withDynamicReferences(result);
    } catch (error) {
      return unresolved((error as Error).message);
    }
  }

  /** @throws Error for what is no condition, or depends on something unknown */
  isTrue(condition: Json): boolean {
    if (!isObject(condition)) throw new Error("expected a condition function");
    const [name = "", argument = null] = Object.entries(condition)[0] ?? [];
    const each = Array.isArray(argument) ? argument : [argument];
    switch (name) {
      case "Condition":
        return this.names.condition(asText(argument, name));
      case "Fn::Equals": {
        const [one, other] = each.map((side) => this.evaluate(side));
        return JSON.stringify(comparable(one)) === JSON.stringify(comparable(other));
      }
      case "Fn::And":
        return each.every((part) => this.isTrue(part));
      case "Fn::Or":
        return each.some((part) => this.isTrue(part));
      case "Fn::Not":
        return !this.isTrue(each[0] ?? null);
      default:
        throw new Error(`${name} is not a condition function that the emulator supports`);
    }
  }

  #call({ name, argument }: Call): Json | undefined {
    switch (name) {
      case "Ref":
        return this.names.ref(asText(argument, name));
      case "Fn::GetAtt": {
        const parts = Array.isArray(argument) ? argument : asText(argument, name).split(".");
        const [resource = "", ...attribute] = parts.map((part) =>
          asText(this.evaluate(part), name),
        );
        return this.names.attribute(resource, attribute.join("."));
      }
      case "Fn::If": {
        const branch = this.#branch(argument);
        return branch === undefined ? undefined : this.evaluate(branch);
      }
      default: {
        const evaluateFunction = functions[name];
        if (evaluateFunction !== undefined) return evaluateFunction(argument, this);
        throw new Error(`${name} is not supported by the emulator`);
      }
    }
  }

  #branch(argument: Json): Json | undefined {
    if (!Array.isArray(argument) || argument.length !== 3) {
      throw new Error("Fn::If needs a condition and two values");
    }
    const [condition, whenTrue, whenFalse] = argument;
    return this.names.condition(asText(condition, "Fn::If")) ? whenTrue : whenFalse;
  }

  #object(value: JsonObject, evaluate: (entry: Json) => Json | undefined): JsonObject {
    const result: JsonObject = {};
    for (const [key, entry] of Object.entries(value)) {
      const evaluated = evaluate(entry);
      if (evaluated !== undefined) result[key] = evaluated;
    }
    return result;
  }

  #entry(value: Json | undefined): Json[] {
    return value === undefined ? [] : [value];
  }

  /** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html */
  #withDynamicReferences(value: Json): Json {
    if (Array.isArray(value)) return value.map((entry) => this.#withDynamicReferences(entry));
    if (typeof value !== "string") return value;
    return value.replace(/\{\{resolve:([^}]+)\}\}/g, (reference, source: string) => {
      const [service, name = ""] = source.split(":");
      if (service === "ssm") return asText(this.names.ssmParameter(name), reference);
      throw new Error(`${reference} is looked up in AWS, which the emulator does not ask`);
    });
  }
}

interface Call {
  readonly name: string;
  readonly argument: Json;
}

function callIn(value: JsonObject): Call | undefined {
  const entries = Object.entries(value);
  const [name, argument] = entries[0] ?? [];
  const isCall = entries.length === 1 && (name === "Ref" || name?.startsWith("Fn::") === true);
  return isCall && name !== undefined && argument !== undefined ? { name, argument } : undefined;
}

/** CloudFormation compares strings: `true` equals "true". */
function comparable(value: Json | undefined): Json {
  return typeof value === "number" || typeof value === "boolean" ? String(value) : (value ?? null);
}
