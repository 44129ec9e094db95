import { STATUS_CODES } from "node:http";
import type { AlbAuthError } from "./alb-auth-error.ts";

/** What a client sees of an {@link AlbAuthError}: neither code nor message. */
export interface RejectionResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The status in words, such as `Unauthorized`. */
  readonly body: string;
}

export function rejectionResponse({ status, headers }: AlbAuthError): RejectionResponse {
  return {
    status,
    headers: { ...headers, "content-type": "text/plain; charset=utf-8" },
    body: STATUS_CODES[status] ?? "",
  };
}
