import { accountId } from "../../terraform/references/synthetic-values.ts";
import { isObject, type Json, objectAt } from "../../terraform/terraform-stack.ts";
import type { Neighbours } from "./neighbours.ts";
import { nestedTemplateFile } from "./nested-template-file.ts";
import { type GivenParameters, Stack } from "./stack.ts";
import type { StackResource } from "./stack-resource.ts";
import { readTemplate, type Template } from "./template.ts";
import { assertResolved, reasonOf } from "./unresolved.ts";

/** Options of sources that read CloudFormation. */
export interface CloudFormationOptions {
  /**
   * Values of parameters by name, or by `STACK:NAME`, without a question to Systems Manager.
   * @default - the templates' defaults
   */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Region of stacks that can be deployed to any. @default "us-east-1" */
  readonly region?: string;
}

/** Of nested stacks; deeper ones are a mistake. */
const maxDepth = 20;

/** All stacks of a source, which can read each other's values. */
export class Stacks implements Neighbours {
  /** Nested ones too. */
  readonly all: readonly Stack[];
  readonly issues: string[] = [];
  readonly #importing = new Set<string>();

  constructor(
    templates: readonly Template[],
    private readonly options: CloudFormationOptions,
  ) {
    this.all = templates.flatMap((template) => this.#root(template).withNested());
    this.#checkParameters(templates);
  }

  exported(name: string, region: string): Json {
    const found = this.#exports().filter((each) => each.name === name);
    const one = found.find(({ stack }) => stack.identity.region === region) ?? found[0];
    if (one === undefined) throw new Error(`no template exports ${name}; add the one that does`);
    if (this.#importing.has(name)) throw new Error(`export ${name} refers to itself`);
    this.#importing.add(name);
    try {
      return one.value();
    } finally {
      this.#importing.delete(name);
    }
  }

  output(stack: string, name: string): Json {
    const found = this.all.find(({ identity }) => identity.path === stack);
    if (found !== undefined) return found.ownOutput(name);
    throw new Error(`no template describes stack ${stack}, whose output ${name} is read; add it`);
  }

  ssmParameter(name: string): Json {
    for (const resource of this.#created()) {
      const declared = objectAt(resource.declaration, "Properties");
      if (resource.type === "AWS::SSM::Parameter" && declared.Name === name) {
        return assertResolved(resource.properties.Value ?? null);
      }
      if (name in objectAt(declared, "WriterProps", "exports")) {
        const exported = objectAt(resource.properties, "WriterProps", "exports");
        return assertResolved(exported[name] ?? null);
      }
    }
    throw new Error(
      `${name} is looked up in Systems Manager, which the emulator does not ask, and no template declares it`,
    );
  }

  clientSecret(clientId: string): Json {
    const client = this.#created().find(
      (resource) =>
        resource.type === "AWS::Cognito::UserPoolClient" && resource.value("Ref") === clientId,
    );
    if (client !== undefined) return client.value("ClientSecret");
    throw new Error(`app client ${clientId} is not declared in any template`);
  }

  #created(): readonly StackResource[] {
    return this.all.flatMap((stack) =>
      [...stack.resources.values()].filter((resource) => {
        try {
          return stack.isCreated(resource);
        } catch {
          return false;
        }
      }),
    );
  }

  #exports() {
    return this.all.flatMap((stack) => stack.exports().map((each) => ({ stack, ...each })));
  }

  #root(template: Template): Stack {
    const { stack: name, file, json, region, account } = template;
    const given = this.options.parameters ?? {};
    const identity = {
      application: name,
      path: name,
      file,
      region: region ?? this.options.region ?? "us-east-1",
      account: account ?? accountId,
    };
    const parameters: GivenParameters = (parameter) =>
      given[`${name}:${parameter}`] ?? given[parameter];
    return this.#withNested(new Stack(identity, json, parameters, this));
  }

  #withNested(stack: Stack): Stack {
    for (const resource of stack.resources.values()) {
      if (resource.type !== "AWS::CloudFormation::Stack") continue;
      try {
        if (stack.isCreated(resource)) stack.nested.set(resource.logicalId, this.#nested(resource));
      } catch (error) {
        this.issues.push(
          `${resource.address}: ${(error as Error).message}. The resources of the nested stack would silently be missing here.`,
        );
      }
    }
    this.#checkMacros(stack);
    return stack;
  }

  #nested(resource: StackResource): Stack {
    const { application, path, region, account, file: parentFile } = resource.stack;
    const file = nestedTemplateFile(parentFile, resource.declaration);
    if (path.split("/").length > maxDepth) throw new Error(`${file} is nested in itself`);
    const identity = {
      application,
      path: `${path}/${resource.logicalId}`,
      file,
      region,
      account,
    };
    const given: GivenParameters = (name) => {
      const value = objectAt(resource.properties, "Parameters")[name];
      const reason = reasonOf(value);
      if (reason !== undefined) throw new Error(reason);
      // Parameters of nested stacks are strings, and lists become one.
      return Array.isArray(value) ? value.join(",") : value;
    };
    return this.#withNested(new Stack(identity, readTemplate(file), given, this));
  }

  /** Macros write parts of a template that are not in its file. */
  #checkMacros({ template, identity }: Stack): void {
    const loops = Object.keys(objectAt(template, "Resources")).filter((name) =>
      name.startsWith("Fn::"),
    );
    const transforms = [template.Transform ?? []]
      .flat()
      .map((each) => (isObject(each) ? String(each.Name) : String(each)));
    // These two add nothing that the emulator serves.
    const known = /^AWS::(Serverless-|LanguageExtensions$|CodeDeployBlueGreen$|SecretsManager-)/;
    for (const name of [...loops, ...transforms.filter((each) => !known.test(each))]) {
      this.issues.push(
        `${identity.file}: ${name} changes the template when it is deployed, which the emulator does not do. Use the result: aws cloudformation get-template --template-stage Processed.`,
      );
    }
  }

  #checkParameters(templates: readonly Template[]): void {
    for (const [key, value] of Object.entries(this.options.parameters ?? {})) {
      const [name, stack] = key.split(":").reverse();
      const declarations = templates
        .filter((template) => stack === undefined || template.stack === stack)
        .map(({ json }) => objectAt(json, "Parameters")[name ?? ""])
        .filter(isObject);
      if (declarations.length === 0) {
        this.issues.push(
          `Parameter ${key} is not declared in any template, so its value has no effect. Correct the name, or remove it.`,
        );
      }
      for (const { AllowedValues: allowed } of declarations) {
        if (!Array.isArray(allowed) || allowed.map(String).includes(value)) continue;
        this.issues.push(
          `Parameter ${key} has the value "${value}", and CloudFormation rejects it. Use one of ${allowed.join(", ")}.`,
        );
      }
    }
  }
}
