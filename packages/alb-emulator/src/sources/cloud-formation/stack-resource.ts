import { syntheticValue } from "../../terraform/references/synthetic-values.ts";
import { isObject, type Json, type JsonObject } from "../../terraform/terraform-stack.ts";
import type { Evaluator } from "./evaluator.ts";
import { asText } from "./functions.ts";
import type { Neighbours } from "./neighbours.ts";
import { generatedName } from "./properties/generated-name.ts";
import { resourceMappings } from "./resource-mappings.ts";
import { unmappedValue } from "./unmapped-values.ts";
import { assertResolved } from "./unresolved.ts";

/** The stack that declares a resource. */
export interface StackIdentity {
  /** Name of the stack that is deployed; nested stacks have that of their root. */
  readonly application: string;
  /** As `application`, with the logical ids of nested stacks. */
  readonly path: string;
  readonly file: string;
  readonly region: string;
  readonly account: string;
}

/** A resource of a template, whose properties are evaluated when they are needed. */
export class StackResource {
  readonly type: string;
  #properties: JsonObject | "in progress" | undefined;
  #attributes: JsonObject | undefined;

  constructor(
    readonly logicalId: string,
    readonly declaration: JsonObject,
    readonly stack: StackIdentity,
    private readonly evaluator: Evaluator,
    private readonly neighbours: Neighbours,
  ) {
    this.type = String(declaration.Type);
  }

  /** For messages. */
  get address(): string {
    return `${this.logicalId} in ${this.stack.file}`;
  }

  /** Evaluated, with a mark in place of what cannot be resolved. */
  get properties(): JsonObject {
    if (this.#properties === "in progress") throw new Error(`${this.logicalId} refers to itself`);
    if (this.#properties === undefined) {
      this.#properties = "in progress";
      const evaluated = this.evaluator.evaluateKnown(this.declaration.Properties ?? {});
      this.#properties = isObject(evaluated) ? evaluated : {};
    }
    return this.#properties;
  }

  /** What Terraform calls the properties. */
  get attributes(): JsonObject {
    this.#attributes ??=
      resourceMappings[this.type]?.toAttributes(this.properties, {
        logicalId: this.logicalId,
        generatedName: (maxLength) =>
          generatedName(this.stack.path, this.logicalId, this.stack.application, maxLength),
      }) ?? {};
    return this.#attributes;
  }

  /**
   * What `Ref` or `Fn::GetAtt` returns.
   * @param attribute `Ref`, or the attribute's name
   * @throws Error whose message starts in lower case, when it is not known
   */
  value(attribute: string): Json {
    const mapping = resourceMappings[this.type];
    if (mapping === undefined) return this.#unmapped(attribute);
    const source = attribute === "Ref" ? mapping.ref : mapping.values?.[attribute];
    if (source === undefined) throw this.#unknown(attribute);
    if (typeof source === "string") return this.computed(source);
    return source((name) => this.computed(name));
  }

  /** @throws Error whose message starts in lower case, when there is no such value */
  computed(attribute: string): string {
    const declared = this.attributes[attribute];
    if (declared !== undefined) return asText(assertResolved(declared), this.logicalId);
    const type = resourceMappings[this.type]?.type ?? this.type;
    const value = syntheticValue(type, attribute, {
      stack: this.stack.path,
      resource: `${type}.${this.logicalId}`,
      region: this.stack.region,
      account: this.stack.account,
      attribute: (name) => {
        const other = this.attributes[name];
        return other === undefined ? "" : asText(assertResolved(other), this.logicalId);
      },
    });
    if (value !== undefined) return value;
    throw this.#unknown(attribute);
  }

  #unmapped(attribute: string): Json {
    const value = unmappedValue(this.type, attribute, this.properties, this.neighbours);
    if (value === undefined) throw this.#unknown(attribute);
    return assertResolved(value);
  }

  #unknown(attribute: string): Error {
    const name =
      attribute === "Ref" ? `Ref of ${this.logicalId}` : `${this.logicalId}.${attribute}`;
    return new Error(
      `${name} (${this.type}) is known only after deployment, and the emulator has no synthetic value for it`,
    );
  }
}
