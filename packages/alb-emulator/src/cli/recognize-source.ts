import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { parseYaml } from "../sources/cloud-formation/yaml.ts";
import { isObject, type Json } from "../terraform/terraform-stack.ts";

/** The option that reads a source, by the kind of the source. */
export const sourceKinds = {
  terraform: "Terraform code",
  state: "a Terraform state",
  "cdk-out": "an AWS CDK app",
  template: "a CloudFormation template",
  stacks: "Terraform JSON of CDKTF",
} as const;

export type SourceKind = keyof typeof sourceKinds;

/** A source on this machine: the value of an option. */
export interface RecognizedSource {
  /** Name of the option. */
  readonly kind: SourceKind;
  readonly path: string;
}

/** Folders in which projects keep their Terraform code. */
const terraformFolders = ["terraform", "infrastructure", "infra", "iac"];

/**
 * Recognizes a file by its contents, and a folder by its files.
 * @returns the source, or what to do about a path that is none
 */
export function recognizeSource(path: string): RecognizedSource | string {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) {
    return `${path} does not exist, so there is nothing to read. Check the path.`;
  }
  if (!stats.isDirectory()) return recognizeFile(path);
  const found = sourcesIn(path);
  const [source] = found;
  if (source === undefined) {
    return `${path} contains no source: ${lookedFor}. Name the folder or file that has one.`;
  }
  if (found.length === 1) return source;
  return `${path} contains several sources, and one is served at a time. Name one of them: ${found.map(describeSource).join(", ")}.`;
}

/** What {@link sourcesIn} looks for. */
export const lookedFor =
  "no *.tf file, no folder that cdk synth wrote (cdk.out), no cdktf.out/stacks and no CloudFormation template (template.yaml, *.template.json)";

/** As users write it. */
export function describeSource({ kind, path }: RecognizedSource): string {
  return `${path} (${sourceKinds[kind]})`;
}

/** The sources in a folder of a project: those in it, else those in its usual folders. */
export function sourcesIn(folder: string): readonly RecognizedSource[] {
  const names = namesIn(folder);
  if (isAssembly(folder)) return [{ kind: "cdk-out", path: folder }];
  if (hasStacks(folder)) return [{ kind: "stacks", path: folder }];
  const own: RecognizedSource[] = [
    ...(hasTerraform(folder) ? [{ kind: "terraform" as const, path: folder }] : []),
    ...names
      .filter((name) => /^template\.(ya?ml|json)$|\.template\.(ya?ml|json)$/.test(name))
      .map((name) => join(folder, name))
      .filter((path) => isTemplate(path))
      .map((path) => ({ kind: "template" as const, path })),
  ];
  const below: RecognizedSource[] = [
    ...(isAssembly(join(folder, "cdk.out"))
      ? [{ kind: "cdk-out" as const, path: join(folder, "cdk.out") }]
      : []),
    ...["stacks", "cdktf.out/stacks"]
      .map((name) => join(folder, name))
      .filter(hasStacks)
      .map((path) => ({ kind: "stacks" as const, path })),
  ];
  if (own.length + below.length > 0) return [...own, ...below];
  return terraformFolders
    .map((name) => join(folder, name))
    .filter(hasTerraform)
    .map((path) => ({ kind: "terraform", path }));
}

function recognizeFile(path: string): RecognizedSource | string {
  if (/\.tf(\.json)?$|\.tfvars$/.test(path)) {
    return `${path} is one file of Terraform code. Name its folder: ${dirname(path)}.`;
  }
  if (basename(path) === "manifest.json" && isAssembly(dirname(path))) {
    return { kind: "cdk-out", path: dirname(path) };
  }
  const json = contentOf(path);
  if (!isObject(json)) {
    return `${path} is neither JSON nor a CloudFormation template, so it cannot be read. Write a state or plan as JSON with: terraform show -json > state.json`;
  }
  if (isObject(json.Resources)) return { kind: "template", path };
  const isState =
    "format_version" in json || "terraform_version" in json || Array.isArray(json.resources);
  if (isState) return { kind: "state", path };
  return `${path} is neither a Terraform state (terraform show -json), nor a CloudFormation template. Name another file, or the folder of the code.`;
}

function isTemplate(path: string): boolean {
  const content = contentOf(path);
  return isObject(content) && isObject(content.Resources);
}

/** @returns `undefined` for what is neither JSON nor YAML */
function contentOf(path: string): Json | undefined {
  try {
    const text = readFileSync(path, "utf8");
    return /^\s*\{/.test(text) ? JSON.parse(text) : parseYaml(text);
  } catch {
    return undefined;
  }
}

/** @see https://github.com/aws/aws-cdk/tree/main/packages/%40aws-cdk/cloud-assembly-schema */
function isAssembly(folder: string): boolean {
  const manifest = namesIn(folder).includes("manifest.json")
    ? contentOf(join(folder, "manifest.json"))
    : undefined;
  return isObject(manifest) && isObject(manifest.artifacts);
}

/** A `cdk.tf.json` in each folder below. */
function hasStacks(folder: string): boolean {
  return namesIn(folder).some((name) => namesIn(join(folder, name)).includes("cdk.tf.json"));
}

function hasTerraform(folder: string): boolean {
  return namesIn(folder).some((name) => /\.tf(\.json)?$/.test(name));
}

/** Names of a folder's entries, sorted; none for what is not a folder. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
