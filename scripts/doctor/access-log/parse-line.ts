import { entryTypes, type FieldName, fieldNames, minFieldCount } from "./fields";
import { splitFields } from "./split-fields";

/** One request of an access log. */
export interface AccessLogEntry {
  /** Value of a field; `undefined` where the line has `-` or is of a time before the field. */
  value(name: FieldName): string | undefined;
  /** What the client received; `undefined` where the load balancer wrote `-` or 000. */
  readonly status: number | undefined;
  /** What the target responded; `undefined` when no target did. */
  readonly targetStatus: number | undefined;
  /** Values of `actions_executed`, in their order. */
  readonly actions: readonly string[];
  /** Method as sent; `undefined` for bytes that are not a request. */
  readonly method: string | undefined;
  /** `undefined` for bytes that are not a request. */
  readonly url: RequestedUrl | undefined;
  /** Number of fields beyond those that this program knows. */
  readonly unknownFieldCount: number;
}

/** Parts of the second word of `request`. They are as the client sent them, without decoding. */
export interface RequestedUrl {
  readonly host: string;
  readonly path: string;
  /** Without the question mark; empty without a query. */
  readonly query: string;
}

/** A line that is not an entry, and why. The text never contains what the line says. */
export interface UnreadableLine {
  readonly problem: string;
}

/** Reads one line of an access log. */
export function parseLine(line: string): AccessLogEntry | UnreadableLine {
  const fields = splitFields(line);
  const problem = problemOf(fields);
  if (problem !== undefined) return { problem };
  const value = (name: FieldName) => {
    const text = fields[fieldNames.indexOf(name)]?.text;
    return text === undefined || text === "-" || text === "" ? undefined : text;
  };
  const [method, url] = splitRequest(value("request") ?? "");
  return {
    value,
    status: statusOf(value("elb_status_code")),
    targetStatus: statusOf(value("target_status_code")),
    actions: value("actions_executed")?.split(",") ?? [],
    method,
    url,
    unknownFieldCount: Math.max(0, fields.length - fieldNames.length),
  };
}

const source =
  "Copy the whole line from a file below AWSLogs/…/elasticloadbalancing/ of the bucket for access logs.";

function problemOf(fields: ReturnType<typeof splitFields>): string | undefined {
  const isKnownType = (entryTypes as readonly string[]).includes(fields[0]?.text ?? "");
  if (!isKnownType) {
    return `It does not begin with ${entryTypes.slice(0, -1).join(", ")} or ${entryTypes.at(-1)}, as lines of an Application Load Balancer's access log do; those of connection and health check logs, and of other load balancers, differ. ${source}`;
  }
  const [request] = fields.slice(fieldNames.indexOf("request"));
  if (request !== undefined && !request.isQuoted) {
    return "Its quotes are lost, so it cannot be split into fields: the shell removes them unless the line stands in single quotes. Write --log-line '…', or --log-file with the file's path.";
  }
  if (fields.length < minFieldCount) {
    return `It has ${fields.length} fields, and a line has at least ${minFieldCount}: it was cut off. ${source}`;
  }
  return undefined;
}

function statusOf(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d\d$/.test(text) ? Number(text) : undefined;
}

/** `GET https://app.example.com:443/path?query HTTP/2.0`; spaces in the URL are kept by AWS. */
function splitRequest(request: string): [string | undefined, RequestedUrl | undefined] {
  const [, method, url] = /^(\S+) (.*) \S+$/.exec(request) ?? [];
  if (method === undefined || method === "-" || url === undefined) return [undefined, undefined];
  const [, host, rest] = /^[a-z]+:\/\/([^/?*]*?)(?::\d+)?([/?*].*|)$/i.exec(url) ?? [];
  if (host === undefined || rest === undefined) return [method, undefined];
  const question = rest.indexOf("?");
  return [
    method,
    {
      host: host.toLowerCase(),
      path: question < 0 ? rest : rest.slice(0, question),
      query: question < 0 ? "" : rest.slice(question + 1),
    },
  ];
}
