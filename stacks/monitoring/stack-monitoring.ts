import { type AlarmOverrides, alarmSettings } from "../../config/alarms";
import type { Environment } from "../../config/schema/environment";
import type { AlarmProps } from "../../constructs/monitoring/alarm-settings";

/** How a stack is monitored. */
export interface StackMonitoring extends AlarmProps {
  readonly region: string;
  readonly hasDashboards: boolean;
}

/** Options of {@link stackMonitoring}. */
export interface StackMonitoringOptions {
  readonly environment: Environment;
  /** `<environment>-<stack>` */
  readonly name: string;
  /** Settings of the stack, in place of the environment's. */
  readonly overrides: AlarmOverrides | undefined;
  /** Topic that the environment creates; absent where it has none. */
  readonly newTopicArn: string | undefined;
}

/** How a stack is monitored; absent where the environment has no monitoring. */
export function stackMonitoring({
  environment: { monitoring, region },
  name,
  overrides,
  newTopicArn = "",
}: StackMonitoringOptions): StackMonitoring | undefined {
  if (monitoring === undefined) return undefined;
  const { topic, alarms, dashboards } = monitoring;
  return {
    name,
    region,
    topicArn: topic.type === "existing" ? topic.arn : newTopicArn,
    settings: alarmSettings(alarms, overrides),
    hasDashboards: dashboards,
  };
}

/** Whether the shared identity's stack has a topic for alarms, which other stacks read. */
export function hasNewAlarmTopic({ monitoring }: Pick<Environment, "monitoring">): boolean {
  return monitoring?.topic.type === "new";
}
