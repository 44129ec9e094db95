import { host, lastDays, type NamedQuery, tableName, textList } from "./named-query";

/**
 * Requests for hosts that no application serves: scanners, and DNS records that lead here by mistake.
 * @param hostNames Hosts that the load balancer serves. @default - those for which a rule exists: on a
 * shared load balancer requests for others end at the listener's default action, which no target receives
 */
export function unknownHosts(hostNames: readonly string[] | undefined): NamedQuery {
  return {
    name: "unknown_hosts",
    description: "Hosts of the last 7 days that no application serves, and who asked for them",
    sql: `SELECT
  ${host} AS host,
  elb_status_code AS status,
  count(*) AS requests,
  count(DISTINCT client_ip) AS clients,
  min(client_ip) AS a_client,
  max(time) AS last_seen
FROM ${tableName}
WHERE ${lastDays(7)}
  AND type <> 'http'
  AND ${
    hostNames === undefined
      ? "matched_rule_priority = '0'"
      : `${host} NOT IN ${textList(hostNames.map((name) => name.toLowerCase()))}`
  }
GROUP BY 1, 2
ORDER BY 3 DESC
LIMIT 500`,
  };
}
