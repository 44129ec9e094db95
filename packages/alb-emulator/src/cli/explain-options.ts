import { isIP } from "node:net";
import type { Access, RequestToExplain } from "../explain/request-explanation.ts";
import type { CommandLineOption } from "./command-line-option.ts";
import { explainOptions } from "./option-table.ts";
import type { ParsedOptions } from "./options.ts";
import { listed, ownValues, parseArguments, single } from "./parse-arguments.ts";
import { sourceOf } from "./source-options.ts";
import { UsageError } from "./usage-error.ts";

/** What the command line of `explain` says. */
export interface ParsedExplainOptions extends ParsedOptions {
  readonly request: RequestToExplain;
  readonly expect: Access | undefined;
  readonly json: boolean;
}

const accesses: readonly string[] = ["login", "public", "deny"] satisfies readonly Access[];

/**
 * Reads the arguments after `explain`.
 * @throws UsageError with every issue at once
 */
export function parseExplainOptions(
  args: readonly string[],
  ownOptions: readonly CommandLineOption[] = [],
): ParsedExplainOptions {
  const { values, positionals } = parseArguments(args, [...ownOptions, ...explainOptions], {
    allowPositionals: true,
  });
  const issues: string[] = [];
  const help = values.help === true;
  const [url = "", ...others] = positionals;
  if (positionals.length === 0) {
    issues.push("The URL is missing. Write it after explain: https://tasks.example.com/reports.");
  }
  if (others.length > 0) {
    issues.push(
      `${others.map((text) => `"${text}"`).join(" ")} comes after the URL, and only one URL is explained at a time. Quote a URL that contains & or spaces.`,
    );
  }
  const method = single(values.method);
  if (method !== undefined && !/^[A-Za-z-]+$/.test(method)) {
    issues.push(`--method "${method}" is not an HTTP method. Use one like POST.`);
  }
  const headers = listed(values.header).flatMap((text) => parseHeader(text, issues));
  const clientAddress = single(values["client-address"]);
  if (clientAddress !== undefined && isIP(clientAddress) === 0) {
    issues.push(`--client-address "${clientAddress}" is not an IP address. Use one like 10.0.0.7.`);
  }
  const expect = single(values.expect);
  if (expect !== undefined && !accesses.includes(expect)) {
    issues.push(`--expect "${expect}" is not supported. Use ${accesses.join(", ")}.`);
  }
  const groups = listed(values.group);
  const signedIn = values["signed-in"] === true || groups.length > 0;
  if (expect !== undefined && signedIn) {
    issues.push(
      "--expect is about visitors without a session, so it has no meaning with --signed-in or --group. Remove one of them.",
    );
  }
  if (issues.length > 0 && !help) throw new UsageError(issues.join("\n"));
  return {
    command: "explain",
    help,
    emulator: sourceOf(values),
    own: ownValues(values, ownOptions),
    request: {
      url,
      method,
      headers,
      clientAddress,
      application: single(values.application),
      signedIn,
      groups,
    },
    expect: expect as Access | undefined,
    json: values.json === true,
  };
}

function parseHeader(text: string, issues: string[]): readonly (readonly [string, string])[] {
  const [, name, value = ""] = /^([!#$%&'*+.^_`|~\w-]+):\s*(.*?)\s*$/s.exec(text) ?? [];
  if (name === undefined || /[\r\n\0]/.test(value)) {
    issues.push(`--header "${text}" is not a header. Write it like "Accept: application/json".`);
    return [];
  }
  if (name.toLowerCase() === "host") {
    issues.push(`--header "${text}": the host name is part of the URL. Write it there.`);
    return [];
  }
  return [[name, value]];
}
