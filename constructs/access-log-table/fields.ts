/** A column of the table. */
export interface Column {
  readonly name: string;
  readonly type: "string" | "int" | "bigint" | "double";
}

/** One field of a line, which may have several columns. */
export interface AccessLogField {
  /** As AWS's page spells it. */
  readonly name: string;
  /** Regular expression with one group for each column. */
  readonly pattern: string;
  readonly columns: readonly Column[];
}

const word = "([^ ]*)";
const integer = "([-0-9]*)";
const seconds = "([-.0-9]*)";
/**
 * A field in quotes, which contains others after a backslash. Without the possessive quantifiers (`*+`)
 * Java recurses once for every escape, and a long field overflows its stack.
 */
const quoted = String.raw`"([^"\\]*+(?:\\.[^"\\]*+)*+)"`;

/**
 * A word of the request line, which contains quotes after a backslash. Clients choose these characters: a
 * quote that ended the field would hide the rule and the actions of a request from every query.
 */
const requestWord = String.raw`[^ "\\]*+(?:\\(?:["\\]|(?!["\\]))[^ "\\]*+)*+`;

const columns = (type: Column["type"], ...names: readonly string[]) =>
  names.map((name) => ({ name, type }));

function field<Name extends string>(
  name: Name,
  pattern: string,
  type: Column["type"] = "string",
  column: string = name,
) {
  return { name, pattern, columns: columns(type, column) };
}

/**
 * The fields of an access-log line, in their order. AWS adds new ones at the end: 29 at first, 30 since
 * 2024, 33 since 2025. Real lines of 2026 have 34, of which the last is the address of a node of the load
 * balancer; AWS's page does not name it.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#access-log-entry-syntax
 */
export const accessLogFields = [
  field("type", word),
  field("time", word),
  field("elb", word),
  {
    name: "client:port",
    pattern: "([^ ]*):([0-9]*)",
    columns: [...columns("string", "client_ip"), ...columns("int", "client_port")],
  },
  {
    name: "target:port",
    // Without a target the field is "-".
    pattern: "([^ ]*)[:-]([0-9]*)",
    columns: [...columns("string", "target_ip"), ...columns("int", "target_port")],
  },
  field("request_processing_time", seconds, "double"),
  field("target_processing_time", seconds, "double"),
  field("response_processing_time", seconds, "double"),
  field("elb_status_code", integer, "int"),
  field("target_status_code", word),
  field("received_bytes", integer, "bigint"),
  field("sent_bytes", integer, "bigint"),
  {
    name: "request",
    // AWS does not encode spaces in URLs: the last word is the protocol.
    pattern: `"([^ "]*) ((?:${requestWord} (?!${requestWord}"))*+${requestWord}) (${requestWord})"`,
    columns: columns("string", "request_verb", "request_url", "request_proto"),
  },
  field("user_agent", quoted),
  field("ssl_cipher", word),
  field("ssl_protocol", word),
  field("target_group_arn", word),
  field("trace_id", quoted),
  field("domain_name", quoted),
  field("chosen_cert_arn", quoted),
  field("matched_rule_priority", word),
  field("request_creation_time", word),
  field("actions_executed", quoted),
  field("redirect_url", quoted),
  field("error_reason", quoted),
  field("target:port_list", quoted, "string", "target_port_list"),
  field("target_status_code_list", quoted),
  field("classification", quoted),
  field("classification_reason", quoted),
  field("conn_trace_id", word),
  field("transformed_host", quoted),
  field("transformed_uri", quoted),
  field("request_transform_status", quoted),
  field("node_ip", word),
] as const satisfies readonly AccessLogField[];

/** Name of a field, as AWS's page spells it. */
export type AccessLogFieldName = (typeof accessLogFields)[number]["name"];
