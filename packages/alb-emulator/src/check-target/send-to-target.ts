import { randomBytes } from "node:crypto";
import { request } from "node:http";
import { request as requestOverTls } from "node:https";
import type { Headers } from "./forged-request.ts";

/** Where requests go, as the load balancer would send them. */
export interface TargetAddress {
  /** Host and port of the program. */
  readonly target: URL;
  /** Host header of every request. */
  readonly host: string;
  /** Path and query. */
  readonly path: string;
}

/** A response of the program. */
export interface TargetResponse {
  /** 0 when the connection ended without a response. */
  readonly status: number;
  /** Without query: sign-in pages have a new state in it each time. */
  readonly location: string | undefined;
  readonly body: string;
  /** Why there is no response. */
  readonly error: string | undefined;
}

const timeoutMs = 10_000;
const maxBodyLength = 1024 * 1024;

/** Sends one GET request on a connection of its own. It never fails: no response is a result as well. */
export function sendToTarget(
  { target, host, path }: TargetAddress,
  headers: Headers,
): Promise<TargetResponse> {
  const send = target.protocol === "https:" ? requestOverTls : request;
  const seconds = Math.floor(Date.now() / 1000).toString(16);
  const all: Headers = [
    ["X-Forwarded-For", "127.0.0.1"],
    ["X-Forwarded-Proto", "https"],
    ["X-Forwarded-Port", "443"],
    ["Host", host],
    ["X-Amzn-Trace-Id", `Root=1-${seconds}-${randomBytes(12).toString("hex")}`],
    ...headers,
    ["Accept", "application/json, text/html;q=0.9, */*;q=0.8"],
    ["User-Agent", "alb-emulator check-target"],
  ];
  return new Promise((resolve) => {
    const fail = (error: Error) =>
      resolve({ status: 0, location: undefined, body: "", error: error.message });
    const outgoing = send(
      {
        hostname: target.hostname.replace(/^\[|\]$/g, ""),
        port: target.port || (target.protocol === "https:" ? 443 : 80),
        path,
        headers: all.flat(),
        agent: false,
        timeout: timeoutMs,
        // The load balancer does not check certificates of targets.
        rejectUnauthorized: false,
      },
      (incoming) => {
        let body = "";
        incoming.setEncoding("utf8");
        incoming.on("data", (text: string) => {
          if (body.length < maxBodyLength) body += text;
        });
        incoming.once("error", fail);
        incoming.once("end", () =>
          resolve({
            status: incoming.statusCode ?? 0,
            location: incoming.headers.location?.replace(/[?#].*$/s, ""),
            body,
            error: undefined,
          }),
        );
      },
    );
    outgoing.once("timeout", () =>
      outgoing.destroy(new Error(`no response within ${timeoutMs / 1000} seconds`)),
    );
    outgoing.once("error", fail);
    outgoing.end();
  });
}
