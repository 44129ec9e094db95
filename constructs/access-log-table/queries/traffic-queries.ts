import {
  host,
  isFailedSignIn,
  isOwnStatus,
  lastDays,
  type NamedQuery,
  tableName,
  urlWithoutQuery,
} from "./named-query";

const slowRoutes: NamedQuery = {
  name: "slow_routes",
  description: "Response times of containers in the last day, by rule and first part of the path",
  sql: `SELECT
  ${host} AS host,
  matched_rule_priority AS rule,
  request_verb AS method,
  concat('/', split_part(${urlWithoutQuery}, '/', 4)) AS first_path_part,
  count(*) AS requests,
  approx_percentile(target_processing_time, 0.5) AS p50_seconds,
  approx_percentile(target_processing_time, 0.99) AS p99_seconds,
  max(target_processing_time) AS max_seconds,
  count_if(elb_status_code = 504) AS timeouts
FROM ${tableName}
WHERE ${lastDays(2)}
  AND (target_processing_time >= 0 OR elb_status_code = 504)
GROUP BY 1, 2, 3, 4
ORDER BY 9 DESC, 7 DESC
LIMIT 50`,
};

const errorsByTarget: NamedQuery = {
  name: "errors_by_target",
  description: "Errors of the last 3 days by target group, container and status",
  sql: `SELECT
  target_group_arn,
  target_ip,
  target_port,
  elb_status_code AS status,
  target_status_code AS target_status,
  CASE WHEN ${isOwnStatus} THEN 'load balancer' ELSE 'application' END AS status_by,
  count(*) AS requests,
  min(time) AS first_seen,
  max(time) AS last_seen
FROM ${tableName}
WHERE ${lastDays(3)}
  AND target_group_arn <> '-'
  AND elb_status_code >= 500
  AND NOT ${isFailedSignIn}
GROUP BY 1, 2, 3, 4, 5, 6
ORDER BY 7 DESC
LIMIT 500`,
};

const topClients: NamedQuery = {
  name: "top_clients",
  description: "The 50 addresses with the most requests of the last day",
  sql: `SELECT
  client_ip,
  count(*) AS requests,
  count_if(elb_status_code IN (401, 403, 429, 561)) AS rejected,
  count_if(elb_status_code = 404) AS not_found,
  count(DISTINCT user_agent) AS user_agents,
  count(DISTINCT ${host}) AS hosts,
  sum(sent_bytes) AS sent_bytes,
  max(time) AS last_seen
FROM ${tableName}
WHERE ${lastDays(2)}
GROUP BY 1
ORDER BY 2 DESC, 1
LIMIT 50`,
};

const formatHasChanged: NamedQuery = {
  name: "format_has_changed",
  description: "Lines of the last 30 days that do not have the fields that this table knows",
  sql: `SELECT
  day,
  CASE
    WHEN unparsed <> '' THEN 'more fields, or others'
    ELSE 'fewer fields'
  END AS difference,
  count(*) AS lines,
  min(substr(unparsed, 1, 200)) AS example
FROM ${tableName}
WHERE ${lastDays(30)}
  AND (unparsed <> '' OR classification_reason IS NULL)
GROUP BY 1, 2
ORDER BY 1 DESC, 2`,
};

/** Queries about response times, errors and clients. */
export const trafficQueries: readonly NamedQuery[] = [
  slowRoutes,
  errorsByTarget,
  topClients,
  formatHasChanged,
];
