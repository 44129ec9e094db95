import type { Construct } from "constructs";
import type { AlarmProps } from "./alarm-settings";
import { Alarms, percentageAbove } from "./alarms";

/** Properties for {@link LoadBalancerAlarms}. */
export interface LoadBalancerAlarmsProps extends AlarmProps {
  /** `app/<name>/<id>` */
  readonly loadBalancerArnSuffix: string;
  /** Whether applications share it: then its metrics do not say which one cannot sign users in. */
  readonly isShared: boolean;
  /** Whether its access logs are a table with saved queries. */
  readonly hasAccessLogTable: boolean;
}

/**
 * Alarms of a load balancer: sign-ins that fail, its own errors and rejected connections. It reports a
 * metric only when it is not zero, so missing data is good data.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
export class LoadBalancerAlarms extends Alarms {
  constructor(scope: Construct, id: string, props: LoadBalancerAlarmsProps) {
    super(scope, id, props);
    const { settings } = props;
    const metric = (metricName: string) => loadBalancerMetric(props, metricName);
    const reasons = whereReasonsAre(props);
    this.onMetric("sign-in-errors", {
      description: `The load balancer cannot reach Cognito, or its client is wrong: probably nobody can sign in. ${reasons}`,
      metric: metric("ELBAuthError"),
      statistic: "Sum",
      comparison: "at-least",
      threshold: 1,
      periodSeconds: 60,
      dataPoints: [2, 3],
    });
    this.onRate("sign-ins-denied", {
      description: `Cognito denies more than ${settings.deniedSignInsPercent} % of the sign-ins, or codes are used twice. ${reasons}`,
      sums: { denied: metric("ELBAuthFailure"), succeeded: metric("ELBAuthSuccess") },
      expression: percentageAbove(settings.minSignIns, "denied", ["denied", "succeeded"]),
      label: "Denied sign-ins in percent",
      comparison: "above",
      threshold: settings.deniedSignInsPercent,
      periodSeconds: 60,
      dataPoints: [3, 5],
    });
    this.onMetric("claims-too-large", {
      description: `A user has more claims than the 11 KB that a load balancer forwards, and cannot sign in. ${reasons}`,
      metric: metric("ELBAuthUserClaimsSizeExceeded"),
      statistic: "Sum",
      comparison: "at-least",
      threshold: 1,
      periodSeconds: 300,
      dataPoints: [1, 1],
    });
    this.onMetric("sign-in-slow", {
      description: `Cognito takes longer than ${settings.signInLatencyMs} ms for one sign-in in ten. ${reasons}`,
      metric: metric("ELBAuthLatency"),
      statistic: "p90",
      comparison: "above",
      threshold: settings.signInLatencyMs,
      periodSeconds: 300,
      dataPoints: [3, 3],
    });
    this.onRate("load-balancer-errors", {
      description: `The load balancer itself returns 5xx for more than ${settings.serverErrorsPercent} % of the requests: no healthy task, or sign-ins that fail with 500 or 561.`,
      sums: { errors: metric("HTTPCode_ELB_5XX_Count"), requests: metric("RequestCount") },
      expression: percentageAbove(settings.minRequests, "errors", ["requests"]),
      label: "5xx of the load balancer in percent",
      comparison: "above",
      threshold: settings.serverErrorsPercent,
      periodSeconds: 60,
      dataPoints: [3, 5],
    });
    this.onMetric("rejected-connections", {
      description:
        "The load balancer has reached its maximum number of connections and rejects more.",
      metric: metric("RejectedConnectionCount"),
      statistic: "Sum",
      comparison: "above",
      threshold: 0,
      periodSeconds: 300,
      dataPoints: [1, 1],
    });
  }
}

/** Where people find why sign-ins fail, and of which application. */
function whereReasonsAre({
  isShared,
  hasAccessLogTable,
}: Pick<LoadBalancerAlarmsProps, "isShared" | "hasAccessLogTable">): string {
  if (!isShared) return "The reasons are in the access log: npm run doctor.";
  const application = "The metric does not say which application:";
  return hasAccessLogTable
    ? `${application} the named query failed_sign_ins has the host name and the reason of each.`
    : `${application} npm run doctor -- --log-file FILE has the host names and the reasons of an access-log file, and edge.accessLogTable makes all of them a table to query.`;
}

/** A metric of a whole load balancer. */
export function loadBalancerMetric(
  { loadBalancerArnSuffix }: { readonly loadBalancerArnSuffix: string },
  metricName: string,
) {
  return {
    namespace: "AWS/ApplicationELB",
    metricName,
    dimensions: { LoadBalancer: loadBalancerArnSuffix },
  };
}
