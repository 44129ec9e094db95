import { isObject, type Json, type JsonObject, objectAt } from "../../terraform/terraform-stack.ts";
import { Evaluator } from "./evaluator.ts";
import type { Names } from "./names.ts";
import type { Neighbours } from "./neighbours.ts";
import { parameterValue } from "./parameters.ts";
import { type StackIdentity, StackResource } from "./stack-resource.ts";
import { assertResolved } from "./unresolved.ts";

/** Values of a stack's parameters; `undefined` for those that the template's defaults apply to. */
export type GivenParameters = (name: string) => Json | undefined;

/** A stack, or a nested one: its resources, and what the names in its template stand for. */
export class Stack implements Names {
  readonly resources: ReadonlyMap<string, StackResource>;
  /** Nested stacks by their logical id. */
  readonly nested = new Map<string, Stack>();
  readonly #evaluator = new Evaluator(this);
  readonly #evaluating = new Set<string>();

  constructor(
    readonly identity: StackIdentity,
    readonly template: JsonObject,
    private readonly given: GivenParameters,
    private readonly neighbours: Neighbours,
  ) {
    this.resources = new Map(
      Object.entries(objectAt(template, "Resources")).flatMap(([logicalId, declaration]) =>
        isObject(declaration)
          ? [
              [
                logicalId,
                new StackResource(logicalId, declaration, identity, this.#evaluator, neighbours),
              ] as const,
            ]
          : [],
      ),
    );
  }

  /** This stack and those nested in it. */
  withNested(): readonly Stack[] {
    return [this, ...[...this.nested.values()].flatMap((stack) => stack.withNested())];
  }

  /** @throws Error when its condition depends on something unknown */
  isCreated({ declaration }: StackResource): boolean {
    return declaration.Condition === undefined || this.condition(String(declaration.Condition));
  }

  /** Names of the outputs that are exported, with their values' expressions. */
  exports(): readonly { readonly name: string; readonly value: () => Json }[] {
    return Object.entries(objectAt(this.template, "Outputs")).flatMap(([name, output]) => {
      if (!isObject(output) || !isObject(output.Export)) return [];
      try {
        const exported = this.#evaluator.evaluate(output.Export.Name ?? null);
        return [{ name: String(exported), value: () => this.ownOutput(name) }];
      } catch {
        // A name that is not known cannot be imported; the import is the issue.
        return [];
      }
    });
  }

  /** @throws Error whose message starts in lower case */
  ownOutput(name: string): Json {
    const output = objectAt(this.template, "Outputs", name);
    const isAbsent = output.Condition !== undefined && !this.condition(String(output.Condition));
    const value =
      output.Value === undefined || isAbsent ? undefined : this.#evaluator.evaluate(output.Value);
    if (value !== undefined) return value;
    throw new Error(`${this.identity.file} has no output ${name}`);
  }

  ref(name: string): Json | undefined {
    if (name.startsWith("AWS::")) return this.#pseudoParameter(name);
    const parameter = objectAt(this.template, "Parameters")[name];
    if (isObject(parameter)) {
      return parameterValue(name, parameter, this.given(name), this.neighbours);
    }
    return this.#created(name).value("Ref");
  }

  attribute(logicalId: string, attribute: string): Json {
    const resource = this.#created(logicalId);
    const nested = this.nested.get(logicalId);
    const output = /^Outputs\.(.+)$/.exec(attribute)?.[1];
    if (nested !== undefined && output !== undefined) return nested.ownOutput(output);
    return resource.value(attribute);
  }

  condition(name: string): boolean {
    const condition = objectAt(this.template, "Conditions")[name];
    if (condition === undefined) throw new Error(`condition ${name} is not declared`);
    if (this.#evaluating.has(name)) throw new Error(`condition ${name} refers to itself`);
    this.#evaluating.add(name);
    try {
      return this.#evaluator.isTrue(condition);
    } finally {
      this.#evaluating.delete(name);
    }
  }

  mapping(name: string): JsonObject {
    return objectAt(this.template, "Mappings", name);
  }

  importValue(name: string): Json {
    return assertResolved(this.neighbours.exported(name, this.identity.region));
  }

  output(stack: string, name: string): Json {
    return assertResolved(this.neighbours.output(stack, name));
  }

  ssmParameter(name: string): Json {
    return this.neighbours.ssmParameter(name);
  }

  region(): string {
    return this.identity.region;
  }

  #created(logicalId: string): StackResource {
    const resource = this.resources.get(logicalId);
    if (resource === undefined) {
      throw new Error(`${logicalId} is neither a resource nor a parameter of the template`);
    }
    if (this.isCreated(resource)) return resource;
    throw new Error(
      `${logicalId} does not exist: its condition ${resource.declaration.Condition} is false`,
    );
  }

  #pseudoParameter(name: string): Json | undefined {
    const { application, path, region, account } = this.identity;
    switch (name) {
      case "AWS::NoValue":
        return undefined;
      case "AWS::Region":
        return region;
      case "AWS::AccountId":
        return account;
      case "AWS::Partition":
        return "aws";
      case "AWS::URLSuffix":
        return "amazonaws.com";
      case "AWS::StackName":
        return path.replaceAll("/", "-");
      case "AWS::StackId":
        return `arn:aws:cloudformation:${region}:${account}:stack/${application}/00000000-0000-0000-0000-000000000000`;
      case "AWS::NotificationARNs":
        return [];
      default:
        throw new Error(`${name} is not a pseudo parameter of CloudFormation`);
    }
  }
}
