import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isObject, type Json } from "../../terraform/terraform-stack.ts";

/** Providers that need no configuration, and whose data sources reach no other machine. */
const pureProviders = new Set(["cloudinit", "local", "null", "random", "template", "time", "tls"]);

/**
 * What the text of a root module says and Terraform's own output does not: which providers to mock, and
 * what would run programs.
 */
export class RootCode {
  readonly #text: string;

  constructor(directory: string) {
    this.#text = textOf(directory);
  }

  /** Aliases of every provider to mock by its local name; `undefined` is the configuration without one. */
  mockedProviders(): ReadonlyMap<string, readonly (string | undefined)[]> {
    const mocked = new Map<string, (string | undefined)[]>([
      ["aws", [undefined]],
      ["terraform", [undefined]],
    ]);
    for (const name of this.#requiredProviders()) {
      if (!pureProviders.has(name) && !mocked.has(name)) mocked.set(name, [undefined]);
    }
    for (const [name, body] of this.#blocks(/\bprovider\s+"([\w-]+)"\s*\{/g)) {
      const alias = /\balias\s*=\s*"([\w-]+)"/.exec(body)?.[1];
      if (alias !== undefined && !pureProviders.has(name)) {
        mocked.set(name, [...(mocked.get(name) ?? [undefined]), alias]);
      }
    }
    return mocked;
  }

  /**
   * Whether a module has provisioners, which `terraform test` runs although its providers are mocked.
   * @param folder where Terraform has installed the modules
   */
  hasProvisioners(folder: string): boolean {
    const folders = moduleFolders(folder).map((each) => join(folder, each));
    return [this.#text, ...folders.map(textOf)].some((text) =>
      /^\s*provisioner\s+"|"provisioner"\s*:/m.test(text),
    );
  }

  /** Names of the outputs that the code reads from states, by name of the data source. */
  remoteOutputs(folder: string): ReadonlyMap<string, readonly string[]> {
    const text = [this.#text, ...moduleFolders(folder).map((each) => textOf(join(folder, each)))];
    const read = new Map<string, string[]>();
    const references =
      /data\.terraform_remote_state\.([\w-]+)(?:\[[^\]]*\])?\.outputs(?:\.([\w-]+)|\["([\w-]+)"\])/g;
    for (const [, source = "", name, quoted] of text.join("\n").matchAll(references)) {
      const output = name ?? quoted ?? "";
      const outputs = read.get(source) ?? [];
      if (!outputs.includes(output)) read.set(source, [...outputs, output]);
    }
    return read;
  }

  /**
   * The region that the provider block names: mocked providers do not look at their configuration, so it
   * is not among the values that Terraform computes.
   */
  region(): string {
    const blocks = this.#blocks(/\bprovider\s+"(aws)"\s*\{/g).map(([, body]) => body);
    const main = blocks.find((body) => !/\balias\s*=/.test(body)) ?? blocks[0] ?? "";
    const region = /\bregion\s*=\s*("[^"]*"|[\w.]+)/.exec(main)?.[1];
    const literal = /^"([a-z]{2}[\w-]+\d)"$/.exec(region ?? "")?.[1];
    const name = /^"?(?:\$\{\s*)?(?:var|local)\.(\w+)/.exec(region ?? "")?.[1];
    return (
      literal ??
      (name === undefined ? undefined : this.#valueOf(name)) ??
      process.env.AWS_REGION ??
      process.env.AWS_DEFAULT_REGION ??
      "us-east-1"
    );
  }

  #valueOf(name: string): string | undefined {
    const assigned = new RegExp(`^\\s*${name}\\s*=\\s*"([^"$]+)"`, "m").exec(this.#text)?.[1];
    const declared = new RegExp(
      `variable\\s+"${name}"\\s*\\{[^}]*?\\bdefault\\s*=\\s*"([^"]+)"`,
      "s",
    );
    return process.env[`TF_VAR_${name}`] ?? assigned ?? declared.exec(this.#text)?.[1];
  }

  #requiredProviders(): readonly string[] {
    const implied = [...this.#text.matchAll(/^\s*(?:resource|data)\s+"([a-z0-9]+)_/gm)];
    const required = this.#blocks(/\b(required_providers)\s*\{/g).flatMap(([, body]) =>
      [...body.matchAll(/^\s*([\w-]+)\s*=\s*[{"]/gm)]
        .map(([, name = ""]) => name)
        .filter((name) => !["source", "version", "configuration_aliases"].includes(name)),
    );
    return [...required, ...implied.map(([, name = ""]) => name)];
  }

  /** The first group of the pattern, and what is between the braces. */
  #blocks(pattern: RegExp): readonly (readonly [string, string])[] {
    return [...this.#text.matchAll(pattern)].map((match) => [
      match[1] ?? "",
      bodyFrom(this.#text, match.index + match[0].length),
    ]);
  }
}

function bodyFrom(text: string, start: number): string {
  let depth = 1;
  let end = start;
  for (; end < text.length && depth > 0; end++) {
    if (text[end] === "{") depth++;
    if (text[end] === "}") depth--;
  }
  return text.slice(start, end - 1);
}

/** Every file of code and variables, without comments. */
function textOf(folder: string): string {
  if (!existsSync(folder)) return "";
  return readdirSync(folder)
    .filter((name) => /\.tf(vars)?(\.json)?$/.test(name))
    .map((name) => readFileSync(join(folder, name), "utf8"))
    .join("\n")
    .replace(/^\s*(#|\/\/).*$/gm, "")
    .replace(/\/\*[\s\S]*?\*\//g, "");
}

/** Folders of all called modules, relative to the root module. */
function moduleFolders(folder: string): readonly string[] {
  const file = join(folder, ".terraform", "modules", "modules.json");
  if (!existsSync(file)) return [];
  const json: Json = JSON.parse(readFileSync(file, "utf8"));
  const modules = isObject(json) && Array.isArray(json.Modules) ? json.Modules : [];
  return modules.flatMap((each) =>
    isObject(each) && typeof each.Dir === "string" && each.Dir !== "." ? [each.Dir] : [],
  );
}
