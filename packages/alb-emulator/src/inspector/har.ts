import type { LoadBalancerEvent } from "../model/event.ts";
import type { UserPoolEvent } from "../model/user-pool-event.ts";
import type { NumberedEvent } from "./event-log.ts";
import { redacted, redactor } from "./redact.ts";

interface NameValue {
  readonly name: string;
  readonly value: string;
}

type Redactor = ReturnType<typeof redactor>;

/**
 * The requests of the load balancer and of Cognito as an HTTP Archive, without secrets: values of
 * cookies, credentials, tokens, codes, state and passwords are replaced. Bodies are not recorded.
 * @param secrets Values to remove wherever they are, such as passwords and client secrets.
 * @see http://www.softwareishard.com/blog/har-12-spec/
 */
export function harOf(events: readonly NumberedEvent[], secrets: readonly string[]) {
  const redact = redactor(secrets);
  const seen = new Set<string>();
  const entries = events.flatMap((entry) => {
    if (entry.source === "load-balancer") return [requestEntry(entry.event, redact)];
    if (entry.source !== "user-pool" || seen.has(entry.event.request.id)) return [];
    seen.add(entry.event.request.id);
    return [cognitoEntry(entry.event, redact)];
  });
  return {
    log: {
      version: "1.2",
      creator: { name: "alb-emulator", version: "1" },
      comment: "Secrets are redacted. Bodies and values of cookies are not recorded.",
      entries: entries.sort((one, other) =>
        one.startedDateTime.localeCompare(other.startedDateTime),
      ),
    },
  };
}

function requestEntry(event: LoadBalancerEvent, redact: Redactor) {
  const { request, response, timings, ruleEvaluations, errorReason, explanation } = event;
  const rule = ruleEvaluations.find(({ matched }) => matched);
  const withoutSecret = ({ name, value }: NameValue) => ({
    name,
    value: redact.value(name, value),
  });
  const targetMs = timings.targetMs ?? 0;
  return {
    startedDateTime: event.startedAt,
    time: timings.totalMs,
    request: {
      method: request.method,
      url: redact.text(request.url),
      httpVersion: "HTTP/1.1",
      cookies: request.cookies.map(({ name }) => ({ name, value: redacted })),
      headers: request.headers.map(withoutSecret),
      queryString: queryOf(request.url).map(withoutSecret),
      headersSize: -1,
      bodySize: -1,
    },
    response: {
      status: response.status,
      statusText: "",
      httpVersion: "HTTP/1.1",
      cookies: response.cookies.map(({ name }) => ({ name, value: redacted })),
      headers: response.headers.map(withoutSecret),
      content: {
        size: -1,
        mimeType: valueOfHeader(response.headers, "content-type"),
      },
      redirectURL: redact.text(response.location ?? ""),
      headersSize: -1,
      bodySize: -1,
    },
    cache: {},
    timings: { send: 0, wait: targetMs, receive: Math.max(0, timings.totalMs - targetMs) },
    comment: redact.text(
      [
        `${event.application}, by ${response.by}`,
        rule && `rule ${rule.origin?.name ?? rule.priority}`,
        errorReason,
        explanation,
      ]
        .filter(Boolean)
        .join("; "),
    ),
  };
}

/** Of a request at Cognito only this is known. */
function cognitoEntry({ at, request, message, explanation }: UserPoolEvent, redact: Redactor) {
  return {
    startedDateTime: new Date(at).toISOString(),
    time: request.durationMs,
    request: {
      method: request.method,
      url: redact.text(`https://cognito.invalid${request.path}`),
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: [],
      queryString: [],
      headersSize: -1,
      bodySize: -1,
    },
    response: {
      status: request.status,
      statusText: "",
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: [],
      content: { size: -1, mimeType: "" },
      redirectURL: "",
      headersSize: -1,
      bodySize: -1,
    },
    cache: {},
    timings: { send: 0, wait: request.durationMs, receive: 0 },
    comment: redact.text(["Cognito", message, explanation].filter(Boolean).join("; ")),
  };
}

function queryOf(url: string): NameValue[] {
  const question = url.indexOf("?");
  if (question < 0) return [];
  return [...new URLSearchParams(url.slice(question + 1))].map(([name, value]) => ({
    name,
    value,
  }));
}

function valueOfHeader(headers: readonly NameValue[], wanted: string): string {
  return headers.find(({ name }) => name.toLowerCase() === wanted)?.value ?? "";
}
