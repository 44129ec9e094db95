import type { Metric } from "../alarms";
import type { Row } from "./dashboard";
import { colors, graph } from "./widgets";

/** A firewall on a dashboard. */
export interface FirewallOfDashboard {
  /** Of the whole web ACL. */
  readonly metricName: string;
  /** `count` where it only counts what it would block. */
  readonly mode: "block" | "count";
  /** Rules that block, or would. */
  readonly blockingRules: readonly { readonly name: string; readonly metricName: string }[];
}

/** What AWS's metrics name all rules of a web ACL together, and its default action. */
const allRules = "ALL";

/**
 * Requests that AWS WAF allows and blocks, and which rules block them.
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-metrics.html
 */
export function firewallRow(region: string, firewall: FirewallOfDashboard): Row {
  const metric = (metricName: string, rule: string): Metric => ({
    namespace: "AWS/WAFV2",
    metricName,
    dimensions: { WebACL: firewall.metricName, Region: region, Rule: rule },
  });
  const isCounting = firewall.mode === "count";
  return {
    height: 6,
    widgets: [
      graph({
        title: "Firewall: allowed and blocked requests",
        region,
        statistic: "Sum",
        unit: "allowed a minute",
        rightUnit: "blocked a minute",
        lines: [
          { ...metric("AllowedRequests", allRules), label: "allowed", color: colors.calm },
          {
            ...metric("BlockedRequests", allRules),
            label: "blocked",
            color: colors.bad,
            side: "right",
          },
        ],
      }),
      graph({
        title: `Firewall: requests that it ${isCounting ? "would block" : "blocks"}, by rule`,
        region,
        statistic: "Sum",
        unit: "a minute",
        stacked: true,
        lines: firewall.blockingRules.map(({ name, metricName }) => ({
          ...metric(isCounting ? "CountedRequests" : "BlockedRequests", metricName),
          label: name,
        })),
      }),
    ],
  };
}
