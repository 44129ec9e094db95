import { validateHeaderName, validateHeaderValue } from "node:http";
import { z } from "zod";
import { EmulatorError } from "../model/emulator-error.ts";
import type { LoadBalancerEvent } from "../model/event.ts";

const pair = z.tuple([z.string(), z.string()]).readonly();

/** A request to send again, or to evaluate. */
export const replayRequestSchema = z
  .strictObject({
    /** As in AWS, or on this machine. */
    url: z.string().max(64 * 1024),
    method: z.string().max(100),
    headers: z.array(pair).max(500).readonly(),
    body: z.string().optional(),
    /** Needed where several load balancers, or none, have the host name. */
    application: z.string().optional(),
    /** Who signs in before; nobody when it is absent. */
    login: z.string().optional(),
    /** Entry that the request comes from. */
    original: z.string().max(100).optional(),
  })
  .readonly();

export type ReplayRequest = z.infer<typeof replayRequestSchema>;

/** What became of a request that was sent again. */
export interface ReplayResult {
  readonly event: LoadBalancerEvent;
  /** Where the session came from, or why the request was sent without one. */
  readonly note: string | undefined;
  readonly body: ReplayedBody;
}

export interface ReplayedBody {
  readonly sizeBytes: number;
  /** Its beginning; absent for a body that is not text. */
  readonly text: string | undefined;
  readonly isCut: boolean;
}

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
