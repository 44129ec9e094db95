import { readFileSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { readModel } from "../../terraform/read-stacks.ts";
import { ReaderError } from "../../terraform/reader-issues.ts";
import { isObject, type Json, type JsonObject } from "../../terraform/terraform-stack.ts";
import type { ResourceValues } from "../../terraform/values/resource-values.ts";
import { valueResources } from "../../terraform/values/value-resources.ts";
import type { Source } from "../source.ts";
import { evaluateRoot } from "./evaluate-root.ts";
import { TerraformProgram } from "./terraform-program.ts";

/** Options of {@link terraformRoots}. */
export interface TerraformRootOptions {
  /** Files of variables, besides `terraform.tfvars` and `*.auto.tfvars`. @default [] */
  readonly varFiles?: readonly string[];
  /**
   * Outputs that the code reads from states of other root modules: JSON files with one object, or what
   * `terraform output -json` prints. Those of earlier folders are known already. A key that is the address
   * of a data source gives its values: `{ "data.aws_ssm_parameter.client": { "value": "abc" } }`.
   * @default []
   */
  readonly remoteOutputFiles?: readonly string[];
  /** Called with what takes long. @default - nothing is said */
  readonly onProgress?: (text: string) => void;
}

/**
 * Serves what Terraform code declares. Terraform itself computes all values, with mocked providers: it
 * needs no credentials, opens no backend, creates nothing and writes nothing into the folders.
 * @param directories Root modules; a later one can read the outputs of earlier ones from their states.
 * @param options Variables and outputs that the code needs.
 * @returns A source for {@link startEmulator}.
 * @see https://developer.hashicorp.com/terraform/language/tests/mocking
 * @example
 * const source = terraformRoots(["infrastructure"], { varFiles: ["infrastructure/prod.tfvars"] });
 */
export function terraformRoots(
  directories: readonly string[],
  options: TerraformRootOptions = {},
): Source {
  const { varFiles = [], remoteOutputFiles = [], onProgress = () => {} } = options;
  return {
    watched: () => ({
      folders: directories,
      files: [...varFiles, ...remoteOutputFiles],
      isRelevant: (file) => /\.(tf|tfvars)(\.json)?$/.test(file) && !file.includes(".terraform/"),
    }),
    read: async () => {
      for (const directory of directories) assertIsRoot(directory);
      const given: JsonObject = Object.assign({}, ...remoteOutputFiles.map(outputsIn));
      const { outputs, dataValues } = split(given);
      let remoteOutputs = outputs;
      const program = await TerraformProgram.find();
      const resources: ResourceValues[] = [];
      for (const directory of directories) {
        const root = await evaluateRoot(program, directory, {
          varFiles: varFiles.filter((file) => isFor(file, directory, directories)),
          remoteOutputs,
          dataValues,
          onProgress,
        });
        resources.push(...root.resources);
        remoteOutputs = { ...remoteOutputs, ...root.outputs };
      }
      return readModel(valueResources(resources));
    },
  };
}

function assertIsRoot(directory: string): void {
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory()) return;
  throw new ReaderError([
    `${directory} is not a folder, so there is no Terraform code to serve. Name the folder with the root module.`,
  ]);
}

/** With several root modules, a file of variables belongs to the one that it lies in. */
function isFor(file: string, directory: string, directories: readonly string[]): boolean {
  const folder = dirname(resolve(file));
  const owner = directories.find((each) => `${folder}/`.startsWith(`${resolve(each)}/`));
  return owner === undefined || owner === directory;
}

/** A key such as `data.aws_vpc.main` or `module.x.data.aws_vpc.main` is a data source, any other an output. */
function split(given: JsonObject) {
  const outputs: JsonObject = {};
  const dataValues: Record<string, JsonObject> = {};
  for (const [key, value] of Object.entries(given)) {
    if (/(^|\.)data\./.test(key) && isObject(value)) dataValues[key] = value;
    else outputs[key] = value;
  }
  return { outputs, dataValues };
}

function outputsIn(file: string): JsonObject {
  const json = parse(file);
  if (!isObject(json)) {
    throw new ReaderError([
      `${file} is not a JSON object with outputs, so what the code reads from other states is not known. Write it with: terraform output -json > ${file}`,
    ]);
  }
  return Object.fromEntries(
    Object.entries(json).map(([name, output]) => [
      name,
      // terraform output -json wraps each value.
      isObject(output) && "value" in output && "sensitive" in output
        ? (output.value ?? null)
        : output,
    ]),
  );
}

/** @returns `undefined` for a file that cannot be read as JSON */
function parse(file: string): Json | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
