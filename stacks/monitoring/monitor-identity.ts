import type { Construct } from "constructs";
import type { Environment } from "../../config/schema/environment";
import { UserPoolLogs } from "../../constructs/identity/user-pool-logs";
import { AlarmTopic } from "../../constructs/monitoring/alarm-topic";
import { publishAlarmTopic } from "../state/alarm-topic-contract";
import type { TerraformLiterals } from "../terraform-literals";

/** Creates what monitors the shared identity: the topic of all alarms, and Cognito's logs. */
export function monitorIdentity(
  stack: Construct,
  { monitoring, name, region }: TerraformLiterals<Environment>,
  userPoolId: string,
): void {
  if (monitoring === undefined) return;
  const { topic, userPoolLogs, userPoolLogRetentionDays } = monitoring;
  if (topic.type === "new") {
    const { topicArn } = new AlarmTopic(stack, "alarm_topic", {
      environmentName: name,
      region,
      emails: topic.emails,
    });
    publishAlarmTopic(stack, topicArn);
  }
  if (userPoolLogs === "off") return;
  new UserPoolLogs(stack, "user_pool_logs", {
    userPoolId,
    environmentName: name,
    events: userPoolLogs,
    retentionDays: userPoolLogRetentionDays,
  });
}

/** Addresses that AWS asks to confirm that they want alarms. */
export function newSubscriptions({ monitoring }: Pick<Environment, "monitoring">): string[] {
  return monitoring?.topic.type === "new" ? monitoring.topic.emails : [];
}
