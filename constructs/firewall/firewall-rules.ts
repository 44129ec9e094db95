import type { Wafv2WebAclRule } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import type { FirewallSettings } from "./firewall-settings";
import { managedGroup } from "./managed-rules";
import type { Statement } from "./statements";

/** Order of evaluation. The numbers leave space for rules between them. */
export const priorities = {
  blockedRanges: 4,
  trustedRanges: 6,
  ipReputationList: 10,
  knownBadInputs: 20,
  coreRuleSet: 30,
  callback: 40,
  bodies: 45,
  rateLimit: 50,
  additionalGroups: 60,
} as const;

/** A rule without what all rules have in common. */
export interface FirewallRule {
  /** Also the last part of the metric's name. */
  readonly name: string;
  readonly priority: number;
  readonly statement: Statement;
  /** @default - block */
  readonly action?: "allow" | "block-429" | "group";
}

/** Turns rules into the provider's, blocking or counting. */
export function webAclRules(
  rules: readonly FirewallRule[],
  mode: FirewallSettings["mode"],
  metricName: string,
): Wafv2WebAclRule[] {
  return rules.map(({ name, priority, statement, action }) => ({
    name,
    priority,
    ...actionOf(action, mode),
    statement,
    visibilityConfig: visibility(ruleMetricName(metricName, name)),
  }));
}

/** Name of a rule in CloudWatch metrics. */
export function ruleMetricName(metricName: string, rule: string): string {
  return `${metricName}-${rule}`;
}

/**
 * Metrics without samples: what a log redacts is in the samples, which the console shows.
 * @see https://docs.aws.amazon.com/waf/latest/APIReference/API_VisibilityConfig.html
 */
export function visibility(metricName: string) {
  return { cloudwatchMetricsEnabled: true, metricName, sampledRequestsEnabled: false };
}

/** A rule for a group that AWS maintains. */
export function groupRule(
  name: string,
  group: string,
  priority: number,
  options: Parameters<typeof managedGroup>[1] = {},
): FirewallRule {
  return { name, priority, statement: managedGroup(group, options), action: "group" };
}

/** The rule for addresses that send too many requests, of all or of those in `scope`. */
export function rateLimitRule(
  { requests, windowSeconds }: FirewallSettings["rateLimit"],
  { scope, status429 }: { readonly scope?: Statement; readonly status429: boolean },
): FirewallRule {
  return {
    name: "rate-limit",
    priority: priorities.rateLimit,
    statement: {
      rate_based_statement: {
        limit: requests,
        evaluation_window_sec: windowSeconds,
        aggregate_key_type: "IP",
        ...(scope === undefined ? {} : { scope_down_statement: scope }),
      },
    },
    ...(status429 ? { action: "block-429" as const } : {}),
  };
}

function actionOf(
  action: FirewallRule["action"],
  mode: FirewallSettings["mode"],
): Pick<Wafv2WebAclRule, "action" | "overrideAction"> {
  if (action === "group")
    return { overrideAction: mode === "count" ? { count: {} } : { none: {} } };
  if (action === "allow") return { action: { allow: {} } };
  if (mode === "count") return { action: { count: {} } };
  return {
    action: { block: action === "block-429" ? { customResponse: { responseCode: 429 } } : {} },
  };
}
