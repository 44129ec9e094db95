import { STATUS_CODES } from "node:http";
import { AlbAuthError } from "../alb-auth-error.ts";
import { rejectionResponse } from "../rejection-response.ts";
import type { AlbEvent, AlbResult } from "./event.ts";

/** A response before it takes the form that the target group reads. */
export interface ResultParts {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Whether the target group has multi-value headers, which it then reads from the response too. */
export function hasMultiValueHeaders(event: AlbEvent): boolean {
  return Boolean(event.multiValueHeaders);
}

export function createResult(event: AlbEvent, { status, headers, body }: ResultParts): AlbResult {
  return {
    statusCode: status,
    statusDescription: `${status} ${STATUS_CODES[status]}`,
    ...(hasMultiValueHeaders(event)
      ? {
          multiValueHeaders: Object.fromEntries(
            Object.entries(headers).map(([name, value]) => [name, [value]]),
          ),
        }
      : { headers: { ...headers } }),
    body,
    isBase64Encoded: false,
  };
}

/** @throws `error` itself, unless it is an {@link AlbAuthError} */
export function rejectionResult(error: unknown, event: AlbEvent): AlbResult {
  if (error instanceof AlbAuthError) return createResult(event, rejectionResponse(error));
  throw error;
}
