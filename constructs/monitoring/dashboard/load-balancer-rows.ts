import { loadBalancerMetric } from "../load-balancer-alarms";
import type { Row } from "./dashboard";
import { colors, graph, type Line } from "./widgets";

/** Options of {@link signInRow} and {@link loadRow}. */
export interface LoadBalancerRowOptions {
  readonly region: string;
  /** `app/<name>/<id>` */
  readonly loadBalancerArnSuffix: string;
  /** Whether applications share it, whose sign-ins its metrics do not tell apart. */
  readonly isShared: boolean;
}

const rowHeight = 6;

/** Sign-ins, why they fail, and how long Cognito takes. */
export function signInRow(options: LoadBalancerRowOptions): Row {
  const { region } = options;
  const ofWhom = options.isShared ? ", all applications" : "";
  const line = (metricName: string, label: string, color: string): Line => ({
    ...loadBalancerMetric(options, metricName),
    label,
    color,
  });
  const latency = loadBalancerMetric(options, "ELBAuthLatency");
  return {
    height: rowHeight,
    widgets: [
      graph({
        title: `Sign-ins and refreshes${ofWhom}`,
        region,
        statistic: "Sum",
        unit: "a minute",
        lines: [
          line("ELBAuthSuccess", "signed in", colors.good),
          line("ELBAuthRefreshTokenSuccess", "refreshed", colors.calm),
        ],
      }),
      graph({
        title: `Failed sign-ins by kind${ofWhom}`,
        region,
        statistic: "Sum",
        unit: "a minute",
        stacked: true,
        lines: [
          line("ELBAuthError", "error (Cognito not reached)", colors.bad),
          line("ELBAuthFailure", "denied by Cognito", colors.warning),
          line("ELBAuthUserClaimsSizeExceeded", "claims too large", "#9467bd"),
        ],
      }),
      graph({
        title: `Time that Cognito takes${ofWhom}`,
        region,
        statistic: "p50",
        unit: "ms",
        lines: [
          { ...latency, label: "p50", statistic: "p50", color: colors.good },
          { ...latency, label: "p90", statistic: "p90", color: colors.warning },
          { ...latency, label: "p99", statistic: "p99", color: colors.bad },
        ],
      }),
    ],
  };
}

/** Requests with their errors, connections, and what the load balancer is billed for. */
export function loadRow(options: LoadBalancerRowOptions): Row {
  const { region } = options;
  const line = (metricName: string, label: string, more: Partial<Line> = {}): Line => ({
    ...loadBalancerMetric(options, metricName),
    label,
    ...more,
  });
  return {
    height: rowHeight,
    widgets: [
      graph({
        title: "Requests, and 5xx by who returns them",
        region,
        statistic: "Sum",
        unit: "requests a minute",
        rightUnit: "5xx a minute",
        lines: [
          line("RequestCount", "requests", { color: colors.calm }),
          line("HTTPCode_ELB_5XX_Count", "5xx of the load balancer", {
            color: colors.bad,
            side: "right",
          }),
          line("HTTPCode_Target_5XX_Count", "5xx of containers", {
            color: colors.warning,
            side: "right",
          }),
        ],
      }),
      graph({
        title: "Connections",
        region,
        statistic: "Sum",
        unit: "a minute",
        lines: [
          line("NewConnectionCount", "new", { color: colors.good }),
          line("ActiveConnectionCount", "active", { color: colors.calm }),
          line("RejectedConnectionCount", "rejected", { color: colors.bad }),
        ],
      }),
      graph({
        title: "Capacity units (LCU) and rule evaluations",
        region,
        statistic: "Sum",
        unit: "LCU",
        rightUnit: "evaluations a minute",
        lines: [
          line("ConsumedLCUs", "LCU", { color: colors.calm }),
          line("RuleEvaluations", "rule evaluations", { color: colors.warning, side: "right" }),
        ],
      }),
    ],
  };
}
