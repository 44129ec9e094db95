import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CognitoLogDeliveryConfiguration } from "@cdktf/provider-aws/lib/cognito-log-delivery-configuration";
import { Construct } from "constructs";

/** Properties for {@link UserPoolLogs}. */
export interface UserPoolLogsProps {
  readonly userPoolId: string;
  readonly environmentName: string;
  /** Emails and text messages that Cognito could not deliver, or these and every sign-in. */
  readonly events: "delivery-errors" | "all";
  /** Days until an entry is deleted. */
  readonly retentionDays: number;
}

/**
 * Cognito's own logs of a user pool. The log group is encrypted with the key of CloudWatch Logs: Cognito
 * cannot write to one that has a key of the account. Its name begins with `/aws/vendedlogs/`, since the
 * policy that lets Cognito write has room for a few other names only.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/exporting-quotas-and-usage.html
 */
export class UserPoolLogs extends Construct {
  readonly logGroupName: string;

  constructor(scope: Construct, id: string, props: UserPoolLogsProps) {
    super(scope, id);
    const logGroup = new CloudwatchLogGroup(this, "log_group", {
      name: `/aws/vendedlogs/${props.environmentName}-user-pool`,
      retentionInDays: props.retentionDays,
    });
    const cloudWatchLogsConfiguration = [{ logGroupArn: logGroup.arn }];
    new CognitoLogDeliveryConfiguration(this, "delivery", {
      userPoolId: props.userPoolId,
      logConfigurations: [
        { eventSource: "userNotification", logLevel: "ERROR", cloudWatchLogsConfiguration },
        ...(props.events === "all"
          ? [{ eventSource: "userAuthEvents", logLevel: "INFO", cloudWatchLogsConfiguration }]
          : []),
      ],
    });
    this.logGroupName = logGroup.name;
  }
}
