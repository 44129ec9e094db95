import {
  host,
  isFailedSignIn,
  isOwnStatus,
  lastDays,
  type NamedQuery,
  tableName,
  urlWithoutQuery,
} from "./named-query";

const failedSignIns: NamedQuery = {
  name: "failed_sign_ins",
  description: "Failed sign-ins of the last 7 days by hour, host, status and error_reason",
  sql: `SELECT
  substr(time, 1, 13) AS hour_utc,
  ${host} AS host,
  elb_status_code AS status,
  error_reason AS reason,
  count(*) AS requests,
  count(DISTINCT client_ip) AS clients
FROM ${tableName}
WHERE ${lastDays(7)}
  AND ${isFailedSignIn}
GROUP BY 1, 2, 3, 4
ORDER BY 1 DESC, 5 DESC, 2, 3, 4`,
};

const whoWasRejected: NamedQuery = {
  name: "who_was_rejected",
  description: "The latest 500 requests of 3 days that got 401, 403 or 561, and who rejected them",
  sql: `SELECT
  time,
  client_ip,
  request_verb AS method,
  ${urlWithoutQuery} AS url,
  elb_status_code AS status,
  CASE
    WHEN NOT ${isOwnStatus} THEN 'application'
    WHEN actions_executed LIKE '%waf' THEN 'firewall'
    ELSE 'load balancer'
  END AS rejected_by,
  error_reason AS reason,
  matched_rule_priority AS rule,
  trace_id
FROM ${tableName}
WHERE ${lastDays(3)}
  AND elb_status_code IN (401, 403, 561)
ORDER BY time DESC
LIMIT 500`,
};

/** What the load balancer rejects before it evaluates any rule. */
const isInvalidRequest = "elb_status_code IN (400, 405, 408, 414, 463, 464, 501, 505)";

const failuresByApplication: NamedQuery = {
  name: "failures_by_application",
  description:
    "Failures of the last 7 days by host, so by application, which metrics of the load balancer do not tell",
  sql: `SELECT
  ${host} AS host,
  count(*) AS requests,
  count_if(${isFailedSignIn}) AS failed_sign_ins,
  count_if(elb_status_code IN (401, 403)) AS rejected,
  count_if(elb_status_code IN (500, 502, 503, 504) AND ${isOwnStatus} AND NOT ${isFailedSignIn}) AS load_balancer_errors,
  count_if(elb_status_code >= 500 AND NOT ${isOwnStatus}) AS application_errors,
  count_if(elb_status_code = 460) AS clients_gone,
  count_if(${isInvalidRequest}) AS invalid_requests,
  round(100.0 * count_if(elb_status_code >= 500) / count(*), 2) AS percent_5xx
FROM ${tableName}
WHERE ${lastDays(7)}
GROUP BY 1
HAVING count_if(elb_status_code IN (401, 403, 460) OR elb_status_code >= 500 OR ${isInvalidRequest}) > 0
ORDER BY 3 DESC, 5 DESC, 6 DESC, 1`,
};

/** Queries about sign-ins, and about requests that were rejected. */
export const signInQueries: readonly NamedQuery[] = [
  failedSignIns,
  whoWasRejected,
  failuresByApplication,
];
