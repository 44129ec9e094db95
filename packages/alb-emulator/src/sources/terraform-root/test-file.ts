import type { Json, JsonObject } from "../../terraform/terraform-stack.ts";
import { mockedDataSources } from "./mock-values.ts";

/** Values for one resource, in place of the provider's. */
export interface Override {
  readonly target: string;
  readonly values: JsonObject;
  /** Whether the values are needed to plan, such as the keys of a `for_each`. @default false */
  readonly whilePlanning?: boolean;
}

export interface TestFileOptions {
  readonly command: "plan" | "apply";
  readonly region: string;
  /** Outputs of other root modules' states. */
  readonly remoteOutputs: JsonObject;
  /** Values of all resources of a type that have no override. */
  readonly defaults: Readonly<Record<string, JsonObject>>;
  readonly overrides: readonly Override[];
  /** Values of data sources. */
  readonly dataOverrides: readonly Override[];
  /** Aliases of the providers to mock, by local name; `undefined` is the configuration without one. */
  readonly providers: ReadonlyMap<string, readonly (string | undefined)[]>;
  /** Names of the root's outputs. */
  readonly outputs: readonly string[];
}

/** Begins the message that contains the outputs. */
const outputsPrefix = "outputs of the root module: ";

/**
 * A test of Terraform's own test command, whose providers are mocked: it computes the values of a root
 * module without credentials, and creates nothing.
 * @see https://developer.hashicorp.com/terraform/language/tests/mocking
 */
export function testFile(options: TestFileOptions): string {
  const { command, region, remoteOutputs, defaults, overrides, dataOverrides, outputs } = options;
  const isPlan = command === "plan";
  const mockData = Object.entries(mockedDataSources(region)).map(([type, values]) => [
    type,
    { defaults: literal(values) },
  ]);
  const mockResources = Object.entries(defaults).map(([type, values]) => [
    type,
    {
      defaults: literal(values),
      // Without it nothing is known of the certificate while planning, and for_each over its
      // validation options fails.
      ...((isPlan || type === "aws_acm_certificate") && { override_during: "plan" }),
    },
  ]);
  const mocksOf: Readonly<Record<string, JsonObject>> = {
    aws: {
      mock_data: Object.fromEntries(mockData),
      mock_resource: Object.fromEntries(mockResources),
    },
    terraform: {
      mock_data: { terraform_remote_state: { defaults: { outputs: literal(remoteOutputs) } } },
    },
  };
  const mocks = [...options.providers].map(([name, aliases]) => [
    name,
    aliases.map((alias) => ({ ...mocksOf[name], ...(alias !== undefined && { alias }) })),
  ]);
  return JSON.stringify({
    mock_provider: Object.fromEntries(mocks),
    override_resource: overrides.map(({ target, values, whilePlanning = false }) => ({
      target,
      values: literal(values),
      ...((isPlan || whilePlanning) && { override_during: "plan" }),
    })),
    override_data: dataOverrides.map(({ target, values }) => ({ target, values: literal(values) })),
    run: { model: { command, ...(outputs.length > 0 && { assert: printingOutputs(outputs) }) } },
  });
}

/** An assertion that always fails: a state of `terraform test` has no outputs, but a message can. */
function printingOutputs(outputs: readonly string[]) {
  const all = outputs.map((name) => `${name} = output.${name}`).join(", ");
  return {
    condition: `\${can(output.${outputs[0]}) && false}`,
    error_message: `${outputsPrefix}\${nonsensitive(jsonencode({ ${all} }))}`,
  };
}

/** @returns the outputs, if a diagnostic's detail is the message of the assertion */
export function printedOutputs(detail: Json | undefined): JsonObject | undefined {
  if (typeof detail !== "string" || !detail.includes(outputsPrefix)) return undefined;
  return JSON.parse(detail.slice(detail.indexOf(outputsPrefix) + outputsPrefix.length));
}

/** Strings in Terraform JSON are templates, so `${` and `%{` would be evaluated. */
function literal<Value extends Json>(value: Value): Value {
  return JSON.parse(JSON.stringify(value).replaceAll("${", "$${").replaceAll("%{", "%%{"));
}
