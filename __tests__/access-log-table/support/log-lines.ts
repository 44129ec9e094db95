import { line, lineOf, ownLine } from "../../doctor/access-log/lines";

/** A line, and what its row must contain. */
export interface ExpectedRow {
  readonly what: string;
  readonly line: string;
  readonly row: Readonly<Record<string, string | number | null>>;
}

const plain = { elb_status_code: 200, request_verb: "GET", unparsed: "" };

/** Lines with the number of fields of each year, and of years to come. */
const byFieldCount: readonly ExpectedRow[] = [29, 30, 31, 33, 34, 35, 36, 40].map((count) => ({
  what: `${count} fields`,
  line: lineOf(count),
  row: {
    ...plain,
    classification_reason: "-",
    conn_trace_id: count > 29 ? "TID_0123456789abcdef0123456789abcdef" : null,
    request_transform_status: count > 32 ? "-" : null,
    node_ip: count > 33 ? "10.0.0.5" : null,
    unparsed: lineOf(count).slice(lineOf(Math.min(count, 34)).length),
  },
}));

const request = (text: string) => line({ request: `"${text}"` });

/** Lines that split otherwise than they look. */
const special: readonly ExpectedRow[] = [
  {
    what: "IPv6 addresses",
    line: line({ client: "2001:db8::9:50123", target: "2001:db8:0:1::17:8080" }),
    row: {
      client_ip: "2001:db8::9",
      client_port: 50123,
      target_ip: "2001:db8:0:1::17",
      target_port: 8080,
    },
  },
  {
    what: "no target",
    line: ownLine(401),
    row: {
      target_ip: "",
      target_port: null,
      elb_status_code: 401,
      target_status_code: "-",
      target_processing_time: -1,
      unparsed: "",
    },
  },
  {
    what: "no status",
    line: ownLine(0, "-", { status: "-" }),
    row: { elb_status_code: null, unparsed: "" },
  },
  {
    what: "status 000",
    line: ownLine(0, "-", { status: "000" }),
    row: { elb_status_code: 0, unparsed: "" },
  },
  {
    what: "spaces in the URL",
    line: request("GET https://a.example.com:443/a b?q=c d HTTP/1.1"),
    row: { request_url: "https://a.example.com:443/a b?q=c d", request_proto: "HTTP/1.1" },
  },
  {
    what: "quotes and backslashes in the URL",
    line: request(String.raw`GET https://a.example.com:443/a\"b c\?q=\x22\ HTTP/1.1`),
    row: {
      request_url: `${String.raw`https://a.example.com:443/a\"b c\?q=\x22`}\\`,
      request_proto: "HTTP/1.1",
      actions_executed: "authenticate,forward",
      unparsed: "",
    },
  },
  {
    what: "bytes that are no request",
    line: request("- https://a.example.com:443- -"),
    row: { request_verb: "-", request_url: "https://a.example.com:443-", request_proto: "-" },
  },
  {
    what: "a request of hyphens",
    line: request("- - - "),
    row: { request_verb: "-", request_url: "- -", request_proto: "", unparsed: "" },
  },
  {
    what: "escapes in the user agent",
    line: line({ userAgent: String.raw`"a \"b\" \\ \x22 c"` }),
    row: { user_agent: String.raw`a \"b\" \\ \x22 c`, unparsed: "" },
  },
  {
    what: "an empty user agent",
    line: line({ userAgent: '""' }),
    row: { user_agent: "", unparsed: "" },
  },
  {
    what: "a TLS version that does not exist yet",
    line: line({ protocol: "TLSv2.0-draft.1" }),
    row: { ssl_protocol: "TLSv2.0-draft.1", unparsed: "" },
  },
  {
    what: "several targets",
    line: line({ targets: '"10.0.0.1:80 10.0.0.2:80"', targetStatuses: '"502 200"' }),
    row: { target_port_list: "10.0.0.1:80 10.0.0.2:80", target_status_code_list: "502 200" },
  },
  {
    what: "an ambiguous request",
    line: line({ classification: '"Ambiguous"', classificationReason: '"BadHeader"' }),
    row: { classification: "Ambiguous", classification_reason: "BadHeader" },
  },
  {
    what: "a URL that was rewritten",
    line: line({
      transformedHost: '"b.example.com"',
      transformedUri: '"/a b"',
      transformStatus: '"TransformSuccess"',
    }),
    row: { transformed_host: "b.example.com", transformed_uri: "/a b", unparsed: "" },
  },
  {
    what: "a WebSocket",
    line: line({ type: "wss", status: "101", targetStatus: "101" }),
    row: { type: "wss", elb_status_code: 101 },
  },
  {
    what: "plain HTTP",
    line: ownLine(301, "-", {
      type: "http",
      request: '"GET http://a.example.com:80/ HTTP/1.1"',
      cipher: "-",
      protocol: "-",
      domain: '"-"',
      certificate: '"-"',
      priority: "0",
      actions: '"redirect"',
      redirect: '"https://a.example.com:443/"',
    }),
    row: { ssl_cipher: "-", redirect_url: "https://a.example.com:443/", unparsed: "" },
  },
  {
    what: "a session ticket",
    line: line({ certificate: '"session-reused"' }),
    row: { chosen_cert_arn: "session-reused" },
  },
  {
    what: "a function as target",
    line: line({ target: "-", targets: '"-"', reason: '"LambdaUnhandled"' }),
    row: { target_ip: "", error_reason: "LambdaUnhandled" },
  },
  {
    what: "lists without quotes, as before 2020",
    line: line({ targets: "10.0.0.1:80", targetStatuses: "200" }),
    row: { error_reason: "-", target_port_list: null },
  },
  {
    what: "a line break",
    line: line({ userAgent: '"a\nb"' }),
    row: { user_agent: "a\nb", unparsed: "" },
  },
  {
    what: "a line that was cut off in a field",
    line: line().slice(0, 220),
    row: { type: "https", elb_status_code: 200, classification_reason: null },
  },
  { what: "an empty line", line: "", row: { type: "", time: null, unparsed: "" } },
  {
    what: "another log",
    line: "2026-11-29T21:40:00.1Z 203.0.113.9 50123 443 TLSv1.3 x 0.01 - - - Success",
    row: { type: "2026-11-29T21:40:00.1Z", client_ip: null },
  },
];

/** Every way in which the load balancer ends a sign-in or a request itself. */
const ownStatuses: readonly ExpectedRow[] = [
  [302, "-"],
  [400, "-"],
  [401, "AuthInvalidCookie"],
  [401, "AuthMissingStateParam"],
  [401, "AuthInvalidStateParam"],
  [403, "-"],
  [405, "-"],
  [408, "-"],
  [414, "-"],
  [460, "-"],
  [463, "-"],
  [500, "AuthTokenEpRequestTimeout"],
  [500, "AuthUserinfoResponseSizeExceeded"],
  [502, "-"],
  [503, "-"],
  [504, "-"],
  [561, "AuthInvalidGrantError"],
  [561, "AuthTokenEpRequestFailed"],
].map(([status, reason]) => ({
  what: `${status} ${reason}`,
  line: ownLine(Number(status), String(reason)),
  row: { elb_status_code: Number(status), error_reason: String(reason), unparsed: "" },
}));

export const expectedRows: readonly ExpectedRow[] = [...byFieldCount, ...special, ...ownStatuses];
