import {
  host,
  isForwarded,
  lastDays,
  type NamedQuery,
  tableName,
  textList,
  urlWithoutQuery,
} from "./named-query";

/** Requests to look for in {@link forwardedWithoutSignIn}. */
export interface SignInRoutes {
  /** Words before the query's name, for a workgroup that several applications share. */
  readonly namePrefix?: string;
  /** Priorities of the rules that let requests pass without sign-in, since their routes say so. */
  readonly openPriorities: readonly number[];
  /** On a shared load balancer: whose requests count. @default - all */
  readonly own?: {
    readonly hostNames: readonly string[];
    readonly firstPriority: number;
    readonly lastPriority: number;
    /** Its target groups: a rule anywhere on the listener can forward to them. */
    readonly targetGroupArns: readonly string[];
  };
}

/**
 * Detects requests that got around the sign-in: a target received them, the load balancer neither
 * authenticated nor validated a token, and their rule is none that allows it. That is a rule whose sign-in
 * was removed, or one that somebody added.
 */
export function forwardedWithoutSignIn(routes: SignInRoutes): NamedQuery {
  const { namePrefix = "", openPriorities, own } = routes;
  const conditions = [
    lastDays(3),
    isForwarded,
    "actions_executed NOT LIKE '%authenticate%'",
    "actions_executed NOT LIKE '%jwt-validation%'",
    ...(openPriorities.length > 0
      ? [`matched_rule_priority NOT IN ${textList(openPriorities.map(String))}`]
      : []),
    ...(own === undefined ? [] : [ownRequests(own)]),
  ];
  return {
    name: `${namePrefix}forwarded_without_sign_in`,
    description:
      "Requests of the last 3 days that reached a container without sign-in although their route asks for it",
    sql: `SELECT
  matched_rule_priority AS rule,
  ${host} AS host,
  request_verb AS method,
  ${urlWithoutQuery} AS url,
  count(*) AS requests,
  count(DISTINCT client_ip) AS clients,
  min(time) AS first_seen,
  max(time) AS last_seen
FROM ${tableName}
WHERE ${conditions.join("\n  AND ")}
GROUP BY 1, 2, 3, 4
ORDER BY 8 DESC
LIMIT 500`,
  };
}

/**
 * By host and by priority: a rule of the application may lose its host, and another may gain it. By target
 * as well: a rule of no application, or the default action, may forward requests for any host.
 */
function ownRequests(own: NonNullable<SignInRoutes["own"]>): string {
  return `(${host} IN ${textList(own.hostNames)}
    OR target_group_arn IN ${textList(own.targetGroupArns)}
    OR TRY_CAST(matched_rule_priority AS integer) BETWEEN ${own.firstPriority} AND ${own.lastPriority})`;
}
