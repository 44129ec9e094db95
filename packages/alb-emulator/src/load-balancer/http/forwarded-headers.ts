import { randomBytes } from "node:crypto";
import type { LoadBalancerModel } from "../../model/load-balancer.ts";
import { headerValues, type RequestFacts } from "./request-attributes.ts";

/** AWS refuses requests that name more addresses than this in X-Forwarded-For. */
export const maximumForwardedAddresses = 30;

export function forwardedAddresses(facts: RequestFacts): readonly string[] {
  return headerValues(facts, "x-forwarded-for")
    .flatMap((value) => value.split(","))
    .map((address) => address.trim())
    .filter((address) => address !== "");
}

/**
 * What the target is told about the client's connection.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html
 */
export function forwardedHeaders(
  facts: RequestFacts,
  mode: LoadBalancerModel["xffHeaderProcessingMode"],
): readonly (readonly [name: string, value: string])[] {
  const addresses = forwardedAddresses(facts);
  const sent = {
    append: [...addresses, facts.clientAddress],
    preserve: addresses,
    remove: [],
  }[mode];
  return [
    ...(sent.length === 0 ? [] : [["X-Forwarded-For", sent.join(", ")] as const]),
    ["X-Forwarded-Proto", facts.protocol],
    ["X-Forwarded-Port", String(facts.port)],
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
export function traceHeader(facts: RequestFacts, traceId: string): string {
  const fields = (headerValues(facts, "x-amzn-trace-id")[0] ?? "")
    .split(";")
    .map((field) => field.trim())
    .filter((field) => field !== "" && !field.startsWith("Self="));
  const hasRoot = fields.some((field) => field.startsWith("Root="));
  return [hasRoot ? `Self=${traceId}` : `Root=${traceId}`, ...fields].join(";");
}
