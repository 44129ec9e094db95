import { validateHeaderName, validateHeaderValue } from "node:http";
import { EmulatorError } from "../model/emulator-error.ts";
import { type ReplayRequest, replayRequestSchema } from "./replay-request.ts";

/**
 * Checks an untrusted value.
 * @throws EmulatorError that names everything that is wrong.
 */
export function parseReplayRequest(value: unknown): ReplayRequest {
  const parsed = replayRequestSchema.safeParse(value);
  if (!parsed.success) {
    const issues = parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    throw new EmulatorError(`The request to replay is not valid.\n${issues.join("\n")}`);
  }
  const issues = [
    ...methodIssues(parsed.data.method),
    ...parsed.data.headers.flatMap(([name, text]) => headerIssues(name, text)),
  ];
  if (issues.length > 0) throw new EmulatorError(issues.join("\n"));
  return parsed.data;
}

function methodIssues(method: string): string[] {
  if (/^connect$/i.test(method)) {
    return ["CONNECT opens a tunnel, which is not a request to replay. Use another method."];
  }
  if (/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(method)) return [];
  return [`"${method}" is not an HTTP method. Use one such as GET.`];
}

function headerIssues(name: string, value: string): string[] {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return [];
  } catch {
    return [
      `The header "${name}: ${value}" cannot be sent. Write one header a line, as in "accept: text/html".`,
    ];
  }
}
