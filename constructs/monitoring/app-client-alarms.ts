import type { Construct } from "constructs";
import type { AlarmProps } from "./alarm-settings";
import { Alarms, type Metric } from "./alarms";

/** What identifies Cognito's metrics of one app client. */
export interface ClientDimensions {
  readonly userPoolId: string;
  readonly appClientId: string;
}

/** Properties for {@link AppClientAlarms}. */
export interface AppClientAlarmsProps extends AlarmProps, ClientDimensions {}

/** An alarm of sign-ins that Cognito throttles. */
export class AppClientAlarms extends Alarms {
  constructor(scope: Construct, id: string, props: AppClientAlarmsProps) {
    super(scope, id, props);
    this.onMetric("sign-ins-throttled", {
      description:
        "Cognito throttles sign-ins: the account has reached its quota of requests a second. Users get an error and may try again. Look for an attack, or request a higher quota.",
      metric: clientMetric(props, "SignInThrottles"),
      statistic: "Sum",
      comparison: "above",
      threshold: 0,
      periodSeconds: 300,
      dataPoints: [1, 1],
    });
  }
}

/**
 * A metric of one app client.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/metrics-for-cognito-user-pools.html
 */
export function clientMetric(
  { userPoolId, appClientId }: ClientDimensions,
  metricName: string,
): Metric {
  return {
    namespace: "AWS/Cognito",
    metricName,
    dimensions: { UserPool: userPoolId, UserPoolClient: appClientId },
  };
}
