import { randomBytes } from "node:crypto";
import type { LoadBalancerModel } from "../../model/load-balancer.ts";
import { headerValues, type RequestAttributes } from "./request-attributes.ts";

/** AWS rejects requests with more addresses than this in X-Forwarded-For. */
export const maxForwardedAddresses = 30;

export function forwardedAddresses(request: RequestAttributes): readonly string[] {
  return headerValues(request, "x-forwarded-for")
    .flatMap((value) => value.split(","))
    .map((address) => address.trim())
    .filter((address) => address !== "");
}

/**
 * The headers that tell the target about the client's connection.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html
 */
export function forwardedHeaders(
  request: RequestAttributes,
  mode: LoadBalancerModel["xffHeaderProcessingMode"],
): readonly (readonly [name: string, value: string])[] {
  const addresses = forwardedAddresses(request);
  const sent = {
    append: [...addresses, request.clientAddress],
    preserve: addresses,
    remove: [],
  }[mode];
  return [
    ...(sent.length === 0 ? [] : [["X-Forwarded-For", sent.join(", ")] as const]),
    ["X-Forwarded-Proto", request.protocol],
    ["X-Forwarded-Port", String(request.port)],
  ];
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-request-tracing.html */
export function createTraceId(nowMs: number): string {
  const time = Math.floor(nowMs / 1000)
    .toString(16)
    .padStart(8, "0");
  return `1-${time}-${randomBytes(12).toString("hex")}`;
}

/** The trace header for the target: a client's own fields are kept, `Self` names this hop. */
export function traceHeader(request: RequestAttributes, traceId: string): string {
  const fields = (headerValues(request, "x-amzn-trace-id")[0] ?? "")
    .split(";")
    .map((field) => field.trim())
    .filter((field) => field !== "" && !field.startsWith("Self="));
  const hasRoot = fields.some((field) => field.startsWith("Root="));
  return [hasRoot ? `Self=${traceId}` : `Root=${traceId}`, ...fields].join(";");
}
