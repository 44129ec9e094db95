import type { Service } from "../model/load-balancer.ts";
import type { ServiceLogEvent } from "../model/service-log-event.ts";

/** What the codes mean that a program writes into its log lines. */
export type LogCodes = Readonly<
  Record<string, { readonly meaning: string; readonly remedy: string }>
>;

/** A trace id, as in `X-Amzn-Trace-Id`; `Self` is this hop when the client sent a `Root`. */
const traceId = /1-[0-9a-f]{8}-[0-9a-f]{24}/;
const ownTraceId = new RegExp(`Self=(${traceId.source})`);

/** Longer lines hold more than one request's outcome. */
const maxLineLength = 16 * 1024;

const maxFields = 40;
const maxValueLength = 500;
const maxShownLength = 4 * 1024;

/**
 * Reads a line of a program's log that is a JSON object with the trace id of a request, in a field of
 * any name.
 * @param at Milliseconds since 1970.
 * @param codes What the codes mean that programs log in the field `code`.
 * @returns `undefined` for any other line
 */
export function serviceLogEvent(
  { application, name }: Pick<Service, "application" | "name">,
  line: string,
  at: number,
  codes: LogCodes = {},
): ServiceLogEvent | undefined {
  if (line.length > maxLineLength || !line.startsWith("{") || !traceId.test(line)) return undefined;
  const fields = jsonObject(line);
  const requestId = Object.values(fields ?? {})
    .filter((value) => typeof value === "string")
    .map(traceIdIn)
    .find((found) => found !== undefined);
  if (fields === undefined || requestId === undefined) return undefined;
  return {
    at,
    application,
    service: name,
    requestId,
    fields: shownFields(fields),
    explanation: typeof fields.code === "string" ? explain(codes, fields.code) : undefined,
    line: cut(line, maxShownLength),
  };
}

function explain(codes: LogCodes, code: string): string | undefined {
  const known = Object.hasOwn(codes, code) ? codes[code] : undefined;
  return known && `${known.meaning} ${known.remedy}`;
}

function traceIdIn(value: string): string | undefined {
  return ownTraceId.exec(value)?.[1] ?? traceId.exec(value)?.[0];
}

function jsonObject(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}

function shownFields(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const shown = Object.entries(fields)
    .slice(0, maxFields)
    .map(([name, value]) => [
      cut(name, maxValueLength),
      cut(typeof value === "string" ? value : JSON.stringify(value), maxValueLength),
    ]);
  return Object.fromEntries(shown) as Readonly<Record<string, string>>;
}

function cut(text: string, maxLength: number): string {
  return text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
}
