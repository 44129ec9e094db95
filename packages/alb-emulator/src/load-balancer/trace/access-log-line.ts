import type { Rule } from "../../model/load-balancer.ts";
import { traceHeader } from "../http/forwarded-headers.ts";
import type { RequestRecord } from "./request-trace.ts";

/** What a line needs besides the record. */
export interface AccessLogContext {
  readonly loadBalancerArn: string;
  readonly certificateArn: string | undefined;
  readonly status: number;
  readonly receivedBytes: number;
  readonly sentBytes: number;
  readonly connectionTraceId: string;
  readonly finishedAtMs: number;
  /** Monotonic, as in the record. */
  readonly finishedAt: number;
  readonly tls: { readonly cipher: string; readonly protocol: string } | undefined;
}

/**
 * One entry in the format of AWS's access logs, fields in their order.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#access-log-entry-format
 */
export function accessLogLine(record: RequestRecord, context: AccessLogContext): string {
  const { facts } = record;
  const target = record.targetAddress ?? "-";
  const url = `${facts.protocol}://${facts.host ?? "-"}:${facts.port}${facts.path}${facts.query === "" ? "" : `?${facts.query}`}`;
  const userAgent = facts.headers.find(([name]) => name.toLowerCase() === "user-agent")?.[1];
  const fields = [
    typeOf(record),
    new Date(context.finishedAtMs).toISOString().replace("Z", "000Z"),
    context.loadBalancerArn.split(":loadbalancer/")[1] ?? "-",
    `${facts.clientAddress}:${facts.clientPort}`,
    target,
    ...processingTimes(record, context.finishedAt),
    String(context.status),
    String(record.targetStatus ?? "-"),
    String(context.receivedBytes),
    String(context.sentBytes),
    quoted(`${facts.method} ${url} HTTP/${facts.httpVersion}`),
    quoted(userAgent ?? "-"),
    context.tls?.cipher ?? "-",
    context.tls?.protocol ?? "-",
    record.targetGroupArn ?? "-",
    quoted(traceHeader(facts, record.traceId)),
    quoted(facts.protocol === "https" ? (facts.host ?? "-") : "-"),
    quoted(facts.protocol === "https" ? (context.certificateArn ?? "-") : "-"),
    priorityOf(record.rule),
    new Date(record.createdAtMs).toISOString().replace("Z", "000Z"),
    quoted(record.actions.join(",") || "-"),
    quoted(redirectUrl(record)),
    quoted(record.errorReason ?? "-"),
    quoted(target),
    quoted(String(record.targetStatus ?? "-")),
    quoted("-"),
    quoted("-"),
    context.connectionTraceId,
    // Rewritten host, address and the rewrite's status: the reader takes no rule that rewrites.
    quoted("-"),
    quoted("-"),
    quoted("-"),
  ];
  return fields.join(" ");
}

function typeOf({ facts, webSocket }: RequestRecord): string {
  const scheme = webSocket ? "ws" : "http";
  return facts.protocol === "https" ? `${scheme}s` : scheme;
}

/** Seconds until the target got the request, until it answered, and until the answer was sent. */
function processingTimes(record: RequestRecord, finishedAt: number): readonly string[] {
  const { startedAt, dispatchedAt, targetAnsweredAt } = record;
  if (dispatchedAt === undefined) return ["-1", "-1", "-1"];
  const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(3);
  if (targetAnsweredAt === undefined) return [seconds(dispatchedAt - startedAt), "-1", "-1"];
  return [
    seconds(dispatchedAt - startedAt),
    seconds(targetAnsweredAt - dispatchedAt),
    seconds(finishedAt - targetAnsweredAt),
  ];
}

/** 0 is the default rule; -1 says that no rule was looked at. */
function priorityOf(rule: Rule | undefined): string {
  if (rule === undefined) return "-1";
  return rule.priority === "default" ? "0" : String(rule.priority);
}

function redirectUrl(record: RequestRecord): string {
  return record.actions.includes("redirect") ? (record.location ?? "-") : "-";
}

/** What would end the field early, or is no printable ASCII, is written as AWS does: \xHH. */
function quoted(text: string): string {
  const escaped = text.replace(/[^\x20\x21\x23-\x5b\x5d-\x7e]/g, (character) =>
    [...Buffer.from(character)]
      .map((byte) => `\\x${byte.toString(16).toUpperCase().padStart(2, "0")}`)
      .join(""),
  );
  return `"${escaped}"`;
}
