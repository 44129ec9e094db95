import type { Rule } from "../../model/load-balancer.ts";
import { traceHeader } from "../http/forwarded-headers.ts";
import { headerValues } from "../http/request-attributes.ts";
import type { RequestTrace } from "./request-trace.ts";

/** What a line contains besides the trace. */
export interface AccessLogContext {
  readonly loadBalancerArn: string;
  readonly certificateArn: string | undefined;
  /** What the client received. */
  readonly status: number;
  readonly receivedBytes: number;
  readonly sentBytes: number;
  readonly connectionTraceId: string;
  /** Milliseconds since 1970, by the clock of the load balancer. */
  readonly completedAtMs: number;
  /** Monotonic, as in the trace. */
  readonly finishedAtMs: number;
  readonly tls: { readonly cipher: string; readonly protocol: string } | undefined;
}

/**
 * One entry in the format of AWS's access logs, fields in their order.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#access-log-entry-format
 */
export function accessLogLine(trace: RequestTrace, context: AccessLogContext): string {
  const { attributes, actions = [], target } = trace;
  const { protocol, host, port, path, query, httpVersion } = attributes;
  // AWS leaves out whatever is not known of bytes that are not a request.
  const isRequest = httpVersion !== "";
  // A function has no address.
  const isReachedOverHttp = target !== undefined && !target.url.startsWith("lambda:");
  const targetAddress = isReachedOverHttp ? new URL(target.url).host : "-";
  const targetStatus = String(target?.status ?? "-");
  const url = `${protocol}://${host ?? "-"}:${port}${isRequest ? path : "-"}${query === "" ? "" : `?${query}`}`;
  const fields = [
    typeOf(trace),
    logTime(context.completedAtMs),
    context.loadBalancerArn.split(":loadbalancer/")[1] ?? "-",
    `${attributes.clientAddress}:${attributes.clientPort}`,
    targetAddress,
    ...processingTimes(trace, context.finishedAtMs),
    String(context.status),
    targetStatus,
    String(context.receivedBytes),
    String(context.sentBytes),
    quoted(`${attributes.method} ${url} ${isRequest ? `HTTP/${httpVersion}` : "-"}`),
    quoted(headerValues(attributes, "user-agent")[0] ?? "-"),
    context.tls?.cipher ?? "-",
    context.tls?.protocol ?? "-",
    trace.targetGroupArn ?? "-",
    quoted(isRequest ? traceHeader(attributes, trace.traceId) : "-"),
    quoted(isRequest && protocol === "https" ? (host ?? "-") : "-"),
    quoted(protocol === "https" ? (context.certificateArn ?? "-") : "-"),
    isRequest ? priorityOf(trace.rule) : "-",
    logTime(trace.receivedAtMs),
    quoted(actions.join(",") || "-"),
    quoted(actions.includes("redirect") ? (trace.location ?? "-") : "-"),
    quoted(trace.errorReason ?? "-"),
    quoted(targetAddress),
    quoted(targetStatus),
    // Classification and its reason: only requests that violate RFC 7230 have them.
    quoted("-"),
    quoted("-"),
    context.connectionTraceId,
    quoted(target?.rewrittenHost ?? "-"),
    quoted(target?.rewrittenUrl ?? "-"),
    quoted(trace.transformStatus ?? "-"),
    trace.nodeAddress,
  ];
  return fields.join(" ");
}

function typeOf({ attributes, isWebSocket }: RequestTrace): string {
  const scheme = isWebSocket ? "ws" : "http";
  return attributes.protocol === "https" ? `${scheme}s` : scheme;
}

/** AWS writes microseconds. */
function logTime(timeMs: number): string {
  return new Date(timeMs).toISOString().replace("Z", "000Z");
}

/** Seconds until the request was dispatched, until the target responded, and until the end. */
function processingTimes(
  { startedAtMs, targetTimes }: RequestTrace,
  finishedAtMs: number,
): readonly string[] {
  if (targetTimes === undefined) return ["-1", "-1", "-1"];
  const { dispatchedAtMs, respondedAtMs } = targetTimes;
  const seconds = (durationMs: number) => (durationMs / 1000).toFixed(3);
  if (respondedAtMs === undefined) return [seconds(dispatchedAtMs - startedAtMs), "-1", "-1"];
  return [
    seconds(dispatchedAtMs - startedAtMs),
    seconds(respondedAtMs - dispatchedAtMs),
    seconds(finishedAtMs - respondedAtMs),
  ];
}

/** 0 is the default rule; -1 means that no rule was evaluated. */
function priorityOf(rule: Rule | undefined): string {
  if (rule === undefined) return "-1";
  return rule.priority === "default" ? "0" : String(rule.priority);
}

/** Quotes, backslashes and everything outside printable ASCII are escaped as AWS does: \xHH. */
function quoted(text: string): string {
  const escaped = text.replace(/[^\x20\x21\x23-\x5b\x5d-\x7e]/g, (character) =>
    [...Buffer.from(character)]
      .map((byte) => `\\x${byte.toString(16).toUpperCase().padStart(2, "0")}`)
      .join(""),
  );
  return `"${escaped}"`;
}
