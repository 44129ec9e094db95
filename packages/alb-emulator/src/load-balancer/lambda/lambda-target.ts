import type { IncomingHttpHeaders } from "node:http";
import type { ErrorReason } from "../../model/event.ts";
import type { LambdaFunction } from "../../model/lambda-function.ts";
import type { Header } from "../actions/target-headers.ts";
import { sendGenerated } from "../http/error-response.ts";
import type { Exchange } from "../http/exchange.ts";
import { localizeHeaders } from "../http/header-translation.ts";
import { connectionHeader, removeHopByHopHeaders } from "../http/hop-by-hop.ts";
import type { Locations } from "../http/locations.ts";
import type { RequestAttributes } from "../http/request-attributes.ts";
import { statusPage } from "../http/response.ts";
import type { TargetTimes } from "../trace/request-trace.ts";
import { lambdaEvent } from "./lambda-event.ts";
import { type LambdaResponse, lambdaResponse, maxLambdaBytes } from "./lambda-response.ts";

/** What a function is invoked for. */
export interface LambdaRequest {
  readonly targetGroupArn: string;
  readonly multiValueHeaders: boolean;
  readonly attributes: RequestAttributes;
  readonly headers: readonly Header[];
  /** Path and query in place of the request's own; absent where no transform changes them. */
  readonly url: string | undefined;
  readonly setCookies: (fromTarget: readonly string[]) => readonly string[];
}

/** How it went. */
export interface LambdaResult {
  /** Absent without a valid response. */
  readonly status: number | undefined;
  readonly location: string | undefined;
  readonly times: TargetTimes;
  readonly errorReason: ErrorReason | undefined;
  readonly explanation: string | undefined;
}

/**
 * Invokes a function in place of a request, and sends what it returns.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
 */
export async function invokeLambda(
  locations: Locations,
  target: LambdaFunction,
  exchange: Exchange,
  request: LambdaRequest,
): Promise<LambdaResult> {
  const dispatchedAtMs = performance.now();
  const failed = (status: number, errorReason: ErrorReason | undefined, explanation: string) => {
    sendGenerated(exchange, statusPage(status), explanation);
    const times = { dispatchedAtMs, respondedAtMs: undefined };
    return { status: undefined, location: undefined, times, errorReason, explanation };
  };
  if (exchange.upgrade !== undefined) {
    return failed(
      400,
      undefined,
      "The target is a Lambda function, which has no WebSockets, so the load balancer returns 400.",
    );
  }
  const body = await bodyOf(exchange);
  if (body === undefined) {
    return failed(
      413,
      "LambdaRequestTooLarge",
      "The request body has more than 1 MB, the limit for Lambda functions, so the load balancer returns 413. Upload to S3 instead.",
    );
  }
  const { multiValueHeaders, targetGroupArn, headers } = request;
  const attributes = { ...request.attributes, ...pathAndQuery(request.url) };
  const event = lambdaEvent({ targetGroupArn, multiValueHeaders, attributes, headers, body });
  const invocation = await target.invoke(event);
  if (invocation.type === "error") {
    return failed(502, "LambdaUnhandled", `${invocation.message} The load balancer returns 502.`);
  }
  const response = lambdaResponse(invocation.json, multiValueHeaders);
  if (response.type === "invalid") {
    return failed(502, response.errorReason, response.explanation);
  }
  const times = { dispatchedAtMs, respondedAtMs: performance.now() };
  const location = send(locations, exchange, request, response);
  return {
    status: response.status,
    location,
    times,
    errorReason: undefined,
    explanation: undefined,
  };
}

/** @returns `undefined` above the limit. */
async function bodyOf({ request }: Exchange): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    // Read to its end, so that the client gets the response.
    if (bytes <= maxLambdaBytes) chunks.push(chunk);
  }
  return bytes > maxLambdaBytes ? undefined : Buffer.concat(chunks);
}

function pathAndQuery(url: string | undefined): Partial<Pick<RequestAttributes, "path" | "query">> {
  if (url === undefined) return {};
  const [path = "/", ...rest] = url.split("?");
  return { path, query: rest.join("?") };
}

/** @returns the real address of a redirect. */
function send(
  locations: Locations,
  { response, now }: Exchange,
  { attributes, setCookies }: LambdaRequest,
  { status, reason, headers, body }: LambdaResponse,
): string | undefined {
  const received: IncomingHttpHeaders = {};
  for (const [name, values] of Object.entries(headers)) {
    const key = name.toLowerCase();
    received[key] = key === "set-cookie" || values.length > 1 ? ([...values] as never) : values[0];
  }
  const { location } = received;
  localizeHeaders(locations, attributes, received);
  removeHopByHopHeaders(received);
  delete received["transfer-encoding"];
  const fromTarget = received["set-cookie"] ?? [];
  const cookies = [...fromTarget, ...setCookies(fromTarget)];
  response.statusCode = status;
  if (reason !== undefined && /^[\t\x20-\x7e]+$/.test(reason)) response.statusMessage = reason;
  response.setHeader("Server", "awselb/2.0");
  response.setHeader("Date", new Date(now()).toUTCString());
  for (const [name, value] of Object.entries(received)) {
    if (value !== undefined && name !== "set-cookie") response.setHeader(name, value);
  }
  if (cookies.length > 0) response.setHeader("Set-Cookie", cookies);
  response.setHeader("Connection", connectionHeader(response));
  if (status !== 204 && status !== 304) response.setHeader("Content-Length", body.length);
  response.end(body);
  return location;
}
