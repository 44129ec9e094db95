import { writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { ReaderError } from "../../terraform/reader-issues.ts";
import { isObject, type Json, type JsonObject, objectAt } from "../../terraform/terraform-stack.ts";
import type { ResourceValues } from "../../terraform/values/resource-values.ts";
import { inModules } from "../../terraform/values/state-file.ts";
import { existingValues } from "./data-values.ts";
import { failureText } from "./failure-text.ts";
import { inOriginal, Mirror } from "./mirror.ts";
import {
  certificateValues,
  mockDefaults,
  type PlannedResource,
  type ResourceSchemas,
  syntheticValuesFor,
} from "./mock-values.ts";
import { onlyCertainValues } from "./only-certain-values.ts";
import { RootCode } from "./root-code.ts";
import type { TerraformProgram } from "./terraform-program.ts";
import { type Override, testFile } from "./test-file.ts";
import {
  errorsIn,
  type Message,
  messagesIn,
  outputsIn,
  plannedOutputs,
  plannedResources,
  plannedValues,
  resourceSchemas,
} from "./test-messages.ts";

/** What Terraform computed of a root module. */
export interface EvaluatedRoot {
  readonly resources: readonly ResourceValues[];
  readonly outputs: JsonObject;
}

export interface EvaluateRootOptions {
  /** Files of variables, besides `terraform.tfvars` and `*.auto.tfvars`. */
  readonly varFiles: readonly string[];
  /** Outputs that the root reads from other states. */
  readonly remoteOutputs: JsonObject;
  /** Values of data sources, by address. */
  readonly dataValues: Readonly<Record<string, JsonObject>>;
  readonly onProgress: (text: string) => void;
}

/**
 * Computes the values of all resources of a root module by Terraform itself, with mocked providers:
 * without credentials, backend or state, and without creating anything.
 * @throws ReaderError with Terraform's own diagnostics
 */
export async function evaluateRoot(
  program: TerraformProgram,
  directory: string,
  options: EvaluateRootOptions,
): Promise<EvaluatedRoot> {
  const original = resolve(directory);
  const mirror = new Mirror(original);
  try {
    return await new Evaluation(program, original, mirror, options).run();
  } finally {
    mirror.remove();
  }
}

/** What depends on data sources that find others must be computed again. */
const maxDataRounds = 3;

/** Providers that create nothing outside of Terraform when they are applied. */
const harmlessProviders = /\/(hashicorp\/(aws|null|random|time|tls)|builtin\/terraform|terraform)$/;

class Evaluation {
  readonly #application: string;
  readonly #code: RootCode;
  readonly #region: string;

  constructor(
    private readonly program: TerraformProgram,
    private readonly original: string,
    private readonly mirror: Mirror,
    private readonly options: EvaluateRootOptions,
  ) {
    this.#application = basename(original).replace(/[^\w-]+/g, "-");
    this.#code = new RootCode(original);
    this.#region = this.#code.region();
  }

  async run(): Promise<EvaluatedRoot> {
    const { onProgress } = this.options;
    onProgress(`Terraform plans ${this.original} with mocked providers …`);
    const plan = this.#result(await this.#plan(), "test_plan");
    const planned = plannedResources(plan);
    onProgress(`Terraform computes the values of ${planned.length} resources …`);
    const canApply =
      planned.every(({ provider }) => harmlessProviders.test(provider)) &&
      !this.#code.hasProvisioners(this.mirror.folder);
    return canApply ? this.#apply(plan, planned) : this.#planAgain(plan, planned);
  }

  /** In memory, since the providers are mocked. It also knows what depends on data sources. */
  async #apply(plan: JsonObject, planned: readonly PlannedResource[]): Promise<EvaluatedRoot> {
    const outputs = Object.keys(objectAt(plan, "output_changes"));
    let dataOverrides: readonly Override[] = [];
    for (let round = 1; ; round++) {
      const text = this.#testFile("apply", plan, planned, { outputs, dataOverrides });
      // Twice, because what the mocks invent differs between two tests.
      const messages = await this.#test({ "one.tftest.json": text, "two.tftest.json": text });
      const one = this.#result(messages, "test_state", "tests/one.tftest.json");
      const two = this.#result(messages, "test_state", "tests/two.tftest.json");
      const resources = this.#certain(
        inModules(one.root_module, this.#application),
        inModules(two.root_module, this.#application),
        planned,
      );
      const found = this.#dataOverrides(resources);
      if (round === maxDataRounds || JSON.stringify(found) === JSON.stringify(dataOverrides)) {
        return { resources, outputs: outputsIn(messages) };
      }
      dataOverrides = found;
    }
  }

  /** For code that would run programs or reach other services when it is applied. */
  async #planAgain(plan: JsonObject, planned: readonly PlannedResource[]): Promise<EvaluatedRoot> {
    const text = this.#testFile("plan", plan, planned, { outputs: [], dataOverrides: [] });
    const messages = await this.#test({ "one.tftest.json": text, "two.tftest.json": text });
    const one = this.#result(messages, "test_plan", "tests/one.tftest.json");
    const two = this.#result(messages, "test_plan", "tests/two.tftest.json");
    const valuesOf = (each: JsonObject) => plannedValues(each, this.#application);
    return {
      resources: this.#certain(valuesOf(one), valuesOf(two), planned),
      outputs: plannedOutputs(one),
    };
  }

  #testFile(
    command: "plan" | "apply",
    plan: JsonObject,
    planned: readonly PlannedResource[],
    more: { readonly outputs: readonly string[]; readonly dataOverrides: readonly Override[] },
  ): string {
    const schemas = resourceSchemas(plan);
    return testFile({
      command,
      outputs: more.outputs,
      region: this.#region,
      providers: this.#code.mockedProviders(),
      remoteOutputs: this.options.remoteOutputs,
      defaults: mockDefaults(schemas, this.#region),
      overrides: planned.flatMap((resource) => this.#override(resource, schemas)),
      dataOverrides: [...more.dataOverrides, ...this.#givenData()],
    });
  }

  async #plan(): Promise<readonly Message[]> {
    const files = {
      "one.tftest.json": testFile({
        command: "plan",
        outputs: [],
        region: this.#region,
        providers: this.#code.mockedProviders(),
        remoteOutputs: this.options.remoteOutputs,
        defaults: {
          aws_acm_certificate: {
            arn: `arn:aws:acm:${this.#region}:123456789012:certificate/mocked`,
            domain_validation_options: [],
          },
        },
        overrides: [],
        dataOverrides: this.#givenData(),
      }),
    };
    const messages = await this.#test(files);
    if (errorsIn(messages).length === 0 || !needsInstallation(messages)) return messages;
    this.options.onProgress(`terraform init (into a temporary folder) for ${this.original} …`);
    this.mirror.forgetInstallation();
    const { status, stdout, stderr } = await this.program.run(
      ["init", "-backend=false", "-input=false", "-no-color"],
      this.mirror.folder,
    );
    if (status !== 0) throw this.#failure([`${stdout}\n${stderr}`.trim()]);
    return this.#test(files);
  }

  async #test(files: Readonly<Record<string, string>>): Promise<readonly Message[]> {
    for (const [name, text] of Object.entries(files)) {
      writeFileSync(join(this.mirror.tests, name), text);
    }
    const varFiles = this.options.varFiles.map((file) => `-var-file=${resolve(file)}`);
    const { stdout, stderr } = await this.program.run(
      ["test", "-json", "-verbose", ...varFiles],
      this.mirror.folder,
    );
    const messages = messagesIn(stdout);
    if (messages.length === 0) throw this.#failure([(stderr || stdout).trim()]);
    return messages;
  }

  #override(resource: PlannedResource, schemas: ResourceSchemas): readonly Override[] {
    const target = resource.address;
    const values = syntheticValuesFor(resource, this.#region, this.#application);
    if (resource.type === "aws_acm_certificate") {
      const schema = schemas[resource.type] ?? {};
      return [{ target, values: certificateValues(resource, schema, values), whilePlanning: true }];
    }
    if (resource.type === "aws_cognito_resource_server") {
      return [{ target, values: { scope_identifiers: scopeIdentifiers(resource.known) } }];
    }
    return Object.keys(values).length === 0 ? [] : [{ target, values }];
  }

  /** What the user says of data sources takes precedence: Terraform accepts one value for each. */
  #dataOverrides(resources: readonly ResourceValues[]): readonly Override[] {
    return resources.flatMap((resource) => {
      if (!resource.isData || resource.address in this.options.dataValues) return [];
      const values = existingValues(resource, this.#region);
      return Object.keys(values).length === 0 ? [] : [{ target: resource.address, values }];
    });
  }

  #givenData(): readonly Override[] {
    return Object.entries(this.options.dataValues).map(([target, values]) => ({ target, values }));
  }

  #certain(
    one: readonly ResourceValues[],
    two: readonly ResourceValues[],
    planned: readonly PlannedResource[],
  ): readonly ResourceValues[] {
    const others = new Map(two.map(({ address, values }) => [address, values]));
    const unknown = new Map(planned.map((resource) => [resource.address, resource.unknown]));
    return one.map((resource) => ({
      ...resource,
      values: onlyCertainValues(
        resource.values,
        others.get(resource.address) ?? {},
        unknown.get(resource.address) ?? true,
      ),
    }));
  }

  #result(messages: readonly Message[], type: string, file?: string): JsonObject {
    const errors = errorsIn(messages);
    if (errors.length > 0) throw this.#failure(errors);
    const found = messages.find(
      (message) => message.type === type && (file === undefined || message["@testfile"] === file),
    );
    if (found !== undefined) return objectAt(found, type);
    throw this.#failure([`Terraform printed no ${type} message.`]);
  }

  #failure(details: readonly string[]): ReaderError {
    return new ReaderError(
      failureText({
        directory: this.original,
        details: details.map((detail) => inOriginal(detail, this.mirror, this.original)),
        remoteOutputs: this.#code.remoteOutputs(this.mirror.folder),
        known: this.options.remoteOutputs,
        dataValues: this.options.dataValues,
      }),
    );
  }
}

function scopeIdentifiers({ identifier, scope }: JsonObject): Json[] {
  return (Array.isArray(scope) ? scope : []).flatMap((each) =>
    isObject(each) ? [`${identifier}/${each.scope_name}`] : [],
  );
}

const installationErrors =
  /terraform init|not installed|not yet installed|no package for|lock file|Module not/i;

function needsInstallation(messages: readonly Message[]): boolean {
  return errorsIn(messages).some((error) => installationErrors.test(error));
}
