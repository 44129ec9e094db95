import { relative } from "node:path";
import { EmulatorError } from "../model/emulator-error.ts";
import type { Source } from "../sources/source.ts";
import type { OptionValues } from "./parse-arguments.ts";
import {
  describeSource,
  lookedFor,
  type RecognizedSource,
  recognizeSource,
  sourceKinds,
  sourcesIn,
} from "./recognize-source.ts";
import { sourceOf } from "./source-options.ts";
import { UsageError } from "./usage-error.ts";

/** Kinds of sources that are read together. */
const listedKinds: readonly string[] = ["terraform", "state", "template"];

/**
 * The options that the arguments stand for: `alb-emulator infra` means `--terraform infra`.
 * @throws UsageError with every issue at once
 */
export function withSourceArguments(values: OptionValues, paths: readonly string[]): OptionValues {
  if (paths.length === 0) return values;
  const recognized = paths.map(recognizeSource);
  const issues = recognized.filter((entry) => typeof entry === "string");
  const sources = recognized.filter((entry) => typeof entry !== "string");
  const named = namedKinds(values);
  if (named.length > 0) {
    issues.push(
      `${paths.join(" ")} and ${named.map((kind) => `--${kind}`).join(", ")} both name a source, and one is served at a time. Use one of them.`,
    );
  }
  const kinds = new Set(sources.map(({ kind }) => kind));
  const [first] = sources;
  if (kinds.size > 1 || (first && sources.length > 1 && !listedKinds.includes(first.kind))) {
    issues.push(
      `${sources.map(describeSource).join(" and ")} cannot be served together. Use one of them.`,
    );
  }
  if (issues.length > 0) throw new UsageError(issues.join("\n"));
  return first === undefined ? values : withSources(values, sources);
}

/**
 * The only source of a folder.
 * @param onFound called with what was found
 * @throws EmulatorError when the folder has none, or several
 */
export function findSource(
  folder: string,
  { command, onFound }: { readonly command: string; readonly onFound: (text: string) => void },
): Source {
  const found = sourcesIn(folder).map(({ kind, path }) => ({
    kind,
    path: relative(process.cwd(), path) || ".",
  }));
  const isTogether = found.every(({ kind }) => kind === "template");
  const { source } = found.length === 1 || isTogether ? sourceOf(withSources({}, found)) : {};
  if (source !== undefined) {
    onFound(`Found ${found.map(describeSource).join(", ")}.`);
    return source;
  }
  if (found.length === 0) {
    throw new EmulatorError(
      `No source is given, and this folder has ${lookedFor}. Name one:\n\n${examples(command)}\n\n${command} --help lists every option.`,
    );
  }
  throw new EmulatorError(
    `This folder has several sources, and one is served at a time. Name one:\n\n${found.map((source) => `  ${command} ${source.path}   ${sourceKinds[source.kind]}`).join("\n")}`,
  );
}

function examples(command: string): string {
  return [
    ["infrastructure", "a folder with Terraform code"],
    ["state.json", "something applied: terraform show -json > state.json"],
    ["cdk.out", "an AWS CDK app, after: npx cdk synth"],
    ["template.yaml", "a CloudFormation template"],
    ["cdktf.out/stacks", "a CDKTF project, after: npx cdktf synth"],
  ]
    .map(([path = "", text]) => `  ${command} ${path.padEnd(16)}   ${text}`)
    .join("\n");
}

function namedKinds(values: OptionValues): readonly string[] {
  return Object.keys(sourceKinds).filter((kind) => {
    const value = values[kind];
    return Array.isArray(value) ? value.length > 0 : value !== undefined;
  });
}

function withSources(values: OptionValues, sources: readonly RecognizedSource[]): OptionValues {
  const [first] = sources;
  if (first === undefined) return values;
  const paths = sources.map(({ path }) => path);
  return {
    ...values,
    [first.kind]: listedKinds.includes(first.kind) ? paths : first.path,
  };
}
