/**
 * The fields of an access-log line, in their order. AWS adds new ones at the end: 29 at first, 30 since
 * 2024, 33 since 2025. Real lines of 2026 have 34, of which the last is the address of a node of the load
 * balancer; AWS's page does not name it.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#access-log-entry-syntax
 */
export const fieldNames = [
  "type",
  "time",
  "elb",
  "client:port",
  "target:port",
  "request_processing_time",
  "target_processing_time",
  "response_processing_time",
  "elb_status_code",
  "target_status_code",
  "received_bytes",
  "sent_bytes",
  "request",
  "user_agent",
  "ssl_cipher",
  "ssl_protocol",
  "target_group_arn",
  "trace_id",
  "domain_name",
  "chosen_cert_arn",
  "matched_rule_priority",
  "request_creation_time",
  "actions_executed",
  "redirect_url",
  "error_reason",
  "target:port_list",
  "target_status_code_list",
  "classification",
  "classification_reason",
  "conn_trace_id",
  "transformed_host",
  "transformed_uri",
  "request_transform_status",
  "node_ip",
] as const;

/** Name of a field, as AWS's page spells it. */
export type FieldName = (typeof fieldNames)[number];

/** Fields that every line has had since 2019: up to `classification_reason`. */
export const minFieldCount = 29;

/** Values of the first field. Lines of other logs begin with something else. */
export const entryTypes = ["http", "https", "h2", "grpc", "grpcs", "ws", "wss"] as const;
