import type { Json, JsonObject } from "../../terraform/terraform-stack.ts";

/** What the names in a template stand for. Each method throws an Error that starts in lower case. */
export interface Names {
  /** `undefined` for `AWS::NoValue`. */
  ref(name: string): Json | undefined;
  attribute(logicalId: string, attribute: string): Json;
  condition(name: string): boolean;
  mapping(name: string): JsonObject | undefined;
  importValue(name: string): Json;
  output(stack: string, name: string): Json;
  /** Value of a parameter in Systems Manager. */
  ssmParameter(name: string): Json;
  region(): string;
}

/** What a function needs to evaluate its arguments. */
export interface Evaluation {
  readonly names: Names;
  /** @throws Error whose message starts in lower case, for what cannot be resolved */
  evaluate(value: Json): Json | undefined;
}
