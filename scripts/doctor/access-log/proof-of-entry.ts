import type { FieldName } from "./fields";
import { documentedWord, hostName, maskedUrl, traceId } from "./mask";
import type { AccessLogEntry } from "./parse-line";

/** What an entry says about an error: no cookie, token, client address or value of the query. */
export function proofOfEntry(entry: AccessLogEntry): string {
  const { url, method } = entry;
  const request = url && `${documentedWord(method) ?? "?"} ${hostOf(entry)}${maskedUrl(url)}`;
  const texts = [
    ["time", timeOf(entry)],
    ["request", request],
    ["elb_status_code", String(entry.status ?? "-")],
    ["target_status_code", String(entry.targetStatus ?? "-")],
    ["error_reason", documentedWord(entry.value("error_reason"))],
    ["actions_executed", words(entry.actions)],
    ["matched_rule_priority", numberOf(entry, "matched_rule_priority")],
    ["target_processing_time", numberOf(entry, "target_processing_time")],
    ["classification", documentedWord(entry.value("classification_reason"))],
    ["transform", documentedWord(entry.value("request_transform_status"))],
    ["trace id", traceId(entry.value("trace_id"))],
  ];
  return texts
    .flatMap(([name, text]) => (text === undefined ? [] : [`${name} ${text}`]))
    .join(", ");
}

/** Host of a request: the one that it names, else that of the TLS handshake. */
export function hostOf(entry: AccessLogEntry): string {
  return hostName(entry.url?.host) ?? hostName(entry.value("domain_name")) ?? "-";
}

/** When the response was sent, ISO 8601; `undefined` where the field is something else. */
export function timeOf(entry: AccessLogEntry): string | undefined {
  const text = entry.value("time");
  return text !== undefined && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text)
    ? text
    : undefined;
}

function words(actions: readonly string[]): string {
  return actions.map((action) => documentedWord(action) ?? "?").join(",") || "-";
}

function numberOf(entry: AccessLogEntry, name: FieldName): string | undefined {
  const text = entry.value(name);
  return text !== undefined && /^-?\d+(\.\d+)?$/.test(text) ? text : undefined;
}
