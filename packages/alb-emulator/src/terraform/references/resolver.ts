import {
  isObject,
  type Json,
  type JsonObject,
  objectAt,
  type TerraformStack,
} from "../terraform-stack.ts";
import { existingValue } from "./existing-values.ts";
import { parseReference, type Reference } from "./expression.ts";
import { stackBehind } from "./remote-state.ts";
import { accountId, syntheticValue } from "./synthetic-values.ts";
import { parseTemplate } from "./template.ts";

/** Why it matters that a resource is missing, where that is not obvious. */
const consequences: Readonly<Record<string, string>> = {
  aws_cognito_user_pool_domain:
    ": without a domain the user pool has no hosted UI, and AWS rejects the rule",
  aws_cognito_user_pool_client:
    ": without an app client the load balancer cannot sign users in, and AWS rejects the rule",
};

/** Values of Terraform variables, by name; for all others, `TF_VAR_<name>` and their defaults apply. */
export type Variables = Readonly<Record<string, Json>>;

/**
 * Follows references between resources, data sources, variables, outputs and stacks. Values that are
 * known only after apply become synthetic ones. It evaluates no functions or operators.
 */
export class Resolver {
  constructor(
    private readonly stacks: readonly TerraformStack[],
    private readonly variables: Variables = {},
  ) {}

  /**
   * The value without references, however deep they are.
   * @throws Error whose message starts in lower case, for what cannot be resolved
   */
  resolve(stack: TerraformStack, value: Json, trail: readonly string[] = []): Json {
    if (typeof value === "string") return this.#resolveText(stack, value, trail);
    if (Array.isArray(value)) return value.map((entry) => this.resolve(stack, entry, trail));
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, entry]) => [key, this.resolve(stack, entry, trail)]),
    );
  }

  #resolveText(stack: TerraformStack, text: string, trail: readonly string[]): Json {
    const parts = parseTemplate(text);
    const values = parts.map((part) =>
      part.type === "text"
        ? part.text
        : this.#follow(stack, parseReference(part.source), [...trail, part.source]),
    );
    // A string that is exactly one reference keeps the type of its target.
    const [first] = values;
    if (values.length === 1 && first !== undefined) return first;
    return values.map((value) => plainText(value)).join("");
  }

  #follow(stack: TerraformStack, reference: Reference, trail: readonly string[]): Json {
    if (trail.length > 50) throw new Error(`${trail[0]} refers to itself`);
    const [head = "", name = "", ...path] = reference;
    switch (head) {
      case "var":
        return dig(this.#variable(stack, name), path, reference);
      case "local":
        return dig(
          this.#declared(stack, objectAt(stack.json, "locals"), name, trail, "local"),
          path,
          reference,
        );
      case "data":
        return this.#dataSource(stack, name, path, trail);
      default:
        return this.#resource(stack, reference, trail);
    }
  }

  #variable(stack: TerraformStack, name: string): Json {
    const given = this.variables[name];
    if (given !== undefined) return given;
    const declared = objectAt(stack.json, "variable")[name];
    const fromEnvironment = process.env[`TF_VAR_${name}`];
    // Terraform reads the value of another type as an expression, which this resolver does not.
    if (fromEnvironment !== undefined && isObject(declared) && declared.type === "string") {
      return fromEnvironment;
    }
    if (isObject(declared) && declared.default !== undefined) return declared.default;
    throw new Error(`variable "${name}" of stack ${stack.name} has no value and no default`);
  }

  #resource(stack: TerraformStack, reference: Reference, trail: readonly string[]): Json {
    const [type = "", name = "", attribute = "", ...path] = reference.filter(
      (part, index) => index !== 2 || !/^\d+$/.test(part),
    );
    const resources = objectAt(stack.json, "resource", type);
    const resource = resources[name];
    if (!isObject(resource)) {
      throw new Error(
        `${type}.${name} is not declared in stack ${stack.name}${consequences[type] ?? ""}`,
      );
    }
    const declared = resource[attribute];
    if (declared !== undefined && declared !== null) {
      return dig(this.resolve(stack, declared, trail), path, reference);
    }
    const synthetic = syntheticValue(type, attribute, {
      stack: stack.name,
      resource: `${type}.${name}`,
      region: this.regionOf(stack),
      attribute: (key) => {
        const value = resource[key];
        return value === undefined ? "" : plainText(this.resolve(stack, value, trail));
      },
    });
    if (synthetic !== undefined) return dig(synthetic, path, reference);
    throw new Error(
      `${reference.join(".")} is known only after apply, and the emulator has no synthetic value for it`,
    );
  }

  #dataSource(
    stack: TerraformStack,
    type: string,
    [name = "", attribute = "", ...path]: Reference,
    trail: readonly string[],
  ): Json {
    const address = `data.${type}.${name}`;
    const dataSource = objectAt(stack.json, "data", type)[name];
    if (!isObject(dataSource)) throw new Error(`${address} is not declared in stack ${stack.name}`);
    if (type === "terraform_remote_state" && attribute === "outputs") {
      return this.#output(stack, address, dataSource, path, trail);
    }
    if (type === "aws_caller_identity" && attribute === "account_id") return accountId;
    if (type === "aws_region" && ["region", "name", "id"].includes(attribute)) {
      return this.regionOf(stack);
    }
    if (type === "aws_partition" && attribute === "partition") return "aws";
    const existing = existingValue(type, attribute, {
      stack: stack.name,
      resource: address,
      region: this.regionOf(stack),
      attribute: (key) => plainText(this.resolve(stack, dataSource[key] ?? "", trail)),
    });
    if (existing !== undefined) return dig(existing, path, [address, attribute, ...path]);
    throw new Error(`${address}.${attribute} is looked up in AWS, which the emulator does not ask`);
  }

  #output(
    stack: TerraformStack,
    address: string,
    dataSource: JsonObject,
    [name = "", ...path]: Reference,
    trail: readonly string[],
  ): Json {
    const resolved = this.resolve(stack, withoutConditions(dataSource), trail) as JsonObject;
    const producer = stackBehind(resolved, this.stacks);
    if (producer === undefined) {
      throw new Error(
        `no stack keeps its state where ${address} of stack ${stack.name} reads it; add the stack that does`,
      );
    }
    const output = objectAt(producer.json, "output")[name];
    if (!isObject(output) || output.value === undefined) {
      throw new Error(`stack ${producer.name}, which ${address} reads, has no output "${name}"`);
    }
    return dig(this.resolve(producer, output.value, trail), path, [name, ...path]);
  }

  #declared(
    stack: TerraformStack,
    from: JsonObject,
    name: string,
    trail: readonly string[],
    kind: string,
  ): Json {
    const value = from[name];
    if (value === undefined) {
      throw new Error(`${kind}.${name} is not declared in stack ${stack.name}`);
    }
    return this.resolve(stack, value, trail);
  }

  /** Region of the stack's provider. */
  regionOf(stack: TerraformStack): string {
    const region = objectAt(stack.json, "provider", "aws").region;
    if (typeof region === "string" && !region.includes("${")) return region;
    throw new Error(`provider aws of stack ${stack.name} has no region`);
  }
}

/** Preconditions of a data source use functions, and do not say where the state is. */
function withoutConditions({ lifecycle: _, ...dataSource }: JsonObject): JsonObject {
  return dataSource;
}

function dig(value: Json, path: Reference, reference: Reference): Json {
  let current: Json | undefined = value;
  for (const key of path) {
    if (Array.isArray(current)) current = current[Number(key)];
    else current = isObject(current) ? current[key] : undefined;
  }
  if (current === undefined) throw new Error(`${reference.join(".")} has no value`);
  return current;
}

function plainText(value: Json): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw new Error("expected a string, got a list or an object");
}
