import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A provider that a stack requires. */
export interface RequiredProvider {
  /** Local name, such as `aws`. */
  readonly name: string;
  /** As the JSON has it, such as `hashicorp/aws`. */
  readonly source: string;
  /** Normalized as in a lock file; empty where every version will do. */
  readonly constraints: string;
}

/** What the folder of a stack requires. */
export interface Requirements {
  /** In alphabetical order of their names. */
  readonly providers: readonly RequiredProvider[];
  /** Whether modules may require further providers. */
  readonly hasModules: boolean;
}

interface ConfigurationJson {
  readonly terraform?: { readonly required_providers?: unknown };
  readonly module?: object;
}

/**
 * The providers that `cdk.tf.json` requires, after the override files beside it, which replace entries.
 * @see https://developer.hashicorp.com/terraform/language/files/override
 * @param folder of a stack that was synthesized
 */
export function requiredProviders(folder: string): Requirements {
  const files = ["cdk.tf.json", ...overrideFiles(folder)];
  const configurations = files.map(
    (file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as ConfigurationJson,
  );
  const merged = Object.assign({}, ...configurations.flatMap(entriesOf)) as Record<string, Entry>;
  const providers = Object.entries(merged)
    .map(([name, { source = `hashicorp/${name}`, version = "" }]) => ({
      name,
      source,
      constraints: normalizedConstraints(version),
    }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  return { providers, hasModules: configurations.some(({ module }) => module !== undefined) };
}

interface Entry {
  readonly source?: string;
  readonly version?: string;
}

/** Terraform reads them in alphabetical order, after all other files. */
function overrideFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file === "override.tf.json" || file.endsWith("_override.tf.json"))
    .sort();
}

/** A block of JSON is one object or a list of them, and an entry is an object or only a version. */
function entriesOf({ terraform }: ConfigurationJson): Record<string, Entry>[] {
  const blocks = [terraform?.required_providers ?? []].flat() as Record<string, Entry | string>[];
  return blocks.map((block) =>
    Object.fromEntries(
      Object.entries(block).map(([name, entry]) => [
        name,
        typeof entry === "string" ? { version: entry } : entry,
      ]),
    ),
  );
}

/**
 * Version constraints in the form that two spellings of the same have in common: sorted, without `=`,
 * and with all three numbers unless the operator is `~>`, where their count has a meaning.
 */
export function normalizedConstraints(text: string): string {
  const constraints = text
    .split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "")
    .map((each) => {
      const [, operator = "", version = each] = /^(=|!=|>=|<=|>|<|~>)?\s*v?(.+)$/.exec(each) ?? [];
      if (operator === "~>") return `~> ${version}`;
      return `${operator === "=" ? "" : operator} ${complete(version)}`.trim();
    });
  return [...new Set(constraints)].sort().join(", ");
}

/** `5.1` is `5.1.0`; a pre-release stays at its end. */
function complete(version: string): string {
  const [, numbers = version, suffix = ""] = /^([\d.]+)(.*)$/.exec(version) ?? [];
  const parts = numbers.split(".");
  while (parts.length < 3) parts.push("0");
  return `${parts.join(".")}${suffix}`;
}
