import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { ReaderError } from "../../terraform/reader-issues.ts";
import { isObject, type Json, type JsonObject, objectAt } from "../../terraform/terraform-stack.ts";
import type { ResourceValues } from "../../terraform/values/resource-values.ts";
import { inModules } from "../../terraform/values/state-file.ts";
import { inOriginal, Mirror } from "./mirror.ts";
import {
  arnDefaults,
  certificateValues,
  type PlannedResource,
  type ResourceSchemas,
  syntheticValuesFor,
} from "./mock-values.ts";
import { onlyCertainValues } from "./only-certain-values.ts";
import type { TerraformProgram } from "./terraform-program.ts";
import { type Override, printedOutputs, testFile } from "./test-file.ts";

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
  readonly onProgress: (text: string) => void;
}

/** A message of `terraform test -json`. */
type Message = JsonObject;

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

class Evaluation {
  readonly #application: string;
  readonly #region: string;

  constructor(
    private readonly program: TerraformProgram,
    private readonly original: string,
    private readonly mirror: Mirror,
    private readonly options: EvaluateRootOptions,
  ) {
    this.#application = basename(original).replace(/[^\w-]+/g, "-");
    this.#region = regionOf(original);
  }

  async run(): Promise<EvaluatedRoot> {
    const { onProgress } = this.options;
    onProgress(`Terraform plans ${this.original} with mocked providers …`);
    const plan = this.#result(await this.#plan(), "test_plan");
    const planned = resourcesOf(plan);
    const schemas = schemasOf(plan);
    onProgress(`Terraform computes the values of ${planned.length} resources …`);
    const text = testFile({
      command: "apply",
      outputs: Object.keys(objectAt(plan, "output_changes")),
      region: this.#region,
      remoteOutputs: this.options.remoteOutputs,
      defaults: arnDefaults(schemas, this.#region),
      overrides: planned.flatMap((resource) => this.#override(resource, schemas)),
    });
    // Twice, because what the mocks invent differs between two tests.
    const messages = await this.#test({ "one.tftest.json": text, "two.tftest.json": text });
    const one = this.#result(messages, "test_state", "tests/one.tftest.json");
    const two = this.#result(messages, "test_state", "tests/two.tftest.json");
    return {
      resources: this.#certain(one, two, planned),
      outputs: outputsIn(messages),
    };
  }

  async #plan(): Promise<readonly Message[]> {
    const files = {
      "one.tftest.json": testFile({
        command: "plan",
        outputs: [],
        region: this.#region,
        remoteOutputs: this.options.remoteOutputs,
        defaults: {
          aws_acm_certificate: {
            arn: `arn:aws:acm:${this.#region}:123456789012:certificate/mocked`,
            domain_validation_options: [],
          },
        },
        overrides: [],
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
    const messages = stdout.split("\n").flatMap((line) => {
      if (!line.startsWith("{")) return [];
      const message: Message = JSON.parse(line);
      return [message];
    });
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

  #certain(
    one: JsonObject,
    two: JsonObject,
    planned: readonly PlannedResource[],
  ): readonly ResourceValues[] {
    const others = new Map(
      inModules(two.root_module, "").map(({ address, values }) => [address, values]),
    );
    const unknown = new Map(planned.map((resource) => [resource.address, resource.unknown]));
    return inModules(one.root_module, this.#application).map((resource) => ({
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
    return new ReaderError([
      `Terraform cannot compute the values of ${this.original}, so there is nothing to serve. Correct what it says, or give missing values with --var-file or TF_VAR_<name>:`,
      ...details.map((detail) => inOriginal(detail, this.mirror, this.original)),
    ]);
  }
}

function resourcesOf(plan: JsonObject): readonly PlannedResource[] {
  const changes = Array.isArray(plan.resource_changes) ? plan.resource_changes : [];
  return changes.flatMap((each) =>
    isObject(each) && each.mode === "managed" && isObject(each.change)
      ? [
          {
            address: String(each.address),
            type: String(each.type),
            known: isObject(each.change.after) ? each.change.after : {},
            unknown: each.change.after_unknown ?? {},
          },
        ]
      : [],
  );
}

function schemasOf(plan: JsonObject): ResourceSchemas {
  const providers = Object.values(objectAt(plan, "provider_schemas"));
  const schemas = providers.flatMap((provider) =>
    isObject(provider) ? Object.entries(objectAt(provider, "resource_schemas")) : [],
  );
  return Object.fromEntries(
    schemas.flatMap(([type, schema]) =>
      isObject(schema) && type.startsWith("aws_") ? [[type, schema]] : [],
    ),
  );
}

function scopeIdentifiers({ identifier, scope }: JsonObject): Json[] {
  return (Array.isArray(scope) ? scope : []).flatMap((each) =>
    isObject(each) ? [`${identifier}/${each.scope_name}`] : [],
  );
}

/** Every error once, with the address it belongs to. */
function errorsIn(messages: readonly Message[]): readonly string[] {
  const errors = messages.flatMap(({ diagnostic }) => {
    if (!isObject(diagnostic) || diagnostic.severity !== "error") return [];
    const { summary, detail, address, range } = diagnostic;
    if (printedOutputs(detail) !== undefined) return [];
    const place = isObject(range)
      ? ` (${range.filename}:${isObject(range.start) ? range.start.line : ""})`
      : "";
    const where = typeof address === "string" ? `${address}: ` : "";
    return [`${where}${summary}${place}${detail ? `\n  ${detail}` : ""}`];
  });
  return [...new Set(errors)];
}

function outputsIn(messages: readonly Message[]): JsonObject {
  const printed = messages.map(({ diagnostic }) =>
    isObject(diagnostic) ? printedOutputs(diagnostic.detail) : undefined,
  );
  return printed.find((outputs) => outputs !== undefined) ?? {};
}

const installationErrors =
  /terraform init|not installed|not yet installed|no package for|lock file|Module not/i;

function needsInstallation(messages: readonly Message[]): boolean {
  return errorsIn(messages).some((error) => installationErrors.test(error));
}

/**
 * The region that the provider block names: mocked providers do not look at their configuration, so it
 * is not among the values that Terraform computes.
 */
function regionOf(directory: string): string {
  const texts = readdirSync(directory)
    .filter((name) => /\.tf(vars)?$/.test(name))
    .map((name) => readFileSync(join(directory, name), "utf8"));
  const text = texts.join("\n");
  const region = /provider\s+"aws"\s*\{[^}]*?\bregion\s*=\s*("[^"]*"|[\w.]+)/s.exec(text)?.[1];
  const literal = /^"([a-z]{2}[\w-]+\d)"$/.exec(region ?? "")?.[1];
  const variable = /^var\.(\w+)$/.exec(region ?? "")?.[1];
  return (
    literal ??
    (variable === undefined ? undefined : variableValue(text, variable)) ??
    process.env.AWS_REGION ??
    process.env.AWS_DEFAULT_REGION ??
    "us-east-1"
  );
}

function variableValue(text: string, name: string): string | undefined {
  const assigned = new RegExp(`^${name}\\s*=\\s*"([^"]+)"`, "m").exec(text)?.[1];
  const declared = new RegExp(
    `variable\\s+"${name}"\\s*\\{[^}]*?\\bdefault\\s*=\\s*"([^"]+)"`,
    "s",
  );
  return process.env[`TF_VAR_${name}`] ?? assigned ?? declared.exec(text)?.[1];
}
