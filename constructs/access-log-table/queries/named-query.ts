/** A query that is stored in a workgroup. */
export interface NamedQuery {
  readonly name: string;
  /** What it answers; people see it in the list of queries. */
  readonly description: string;
  /** For Athena (Trino). */
  readonly sql: string;
}

/** Name of the table. */
export const tableName = "access_logs";

/**
 * Restricts a query to the last days, today included. Without such a condition a query reads the whole
 * bucket.
 */
export function lastDays(days: number): string {
  return `day >= date_format(current_date - interval '${days - 1}' day, '%Y/%m/%d')`;
}

/** Host that the request names, which is what rules look at; `domain_name` is that of the TLS handshake. */
export const host = "lower(split_part(split_part(request_url, '/', 3), ':', 1))";

/** URL without its query, which has codes, states and whatever users enter. */
export const urlWithoutQuery = "split_part(request_url, '?', 1)";

/** Whether a target received the request. */
export const isForwarded = "actions_executed LIKE '%forward%'";

/** Whether the load balancer chose the status itself. */
export const isOwnStatus =
  "(target_status_code = '-' OR target_status_code <> CAST(elb_status_code AS varchar))";

/** Whether the request is part of a sign-in that failed: 561 is an error of the identity provider. */
export const isFailedSignIn = "(error_reason LIKE 'Auth%' OR elb_status_code = 561)";

/** Strings of an `IN` condition; never matching where there are none. */
export function textList(values: readonly string[]): string {
  const texts = values.map((value) => `'${value.replaceAll("'", "''")}'`);
  return `(${texts.length === 0 ? "''" : texts.join(", ")})`;
}
