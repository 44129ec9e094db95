import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { Construct } from "constructs";

/** Properties for {@link EventNotification}. */
export interface EventNotificationProps {
  /** At most 64 characters. */
  readonly name: string;
  readonly description: string;
  readonly pattern: object;
  /** Values of the event by name, as JSON paths. */
  readonly values: Readonly<Record<string, string>>;
  /** What the topic gets: text with `<name>` in the place of each value. */
  readonly sentence: string;
  readonly topicArn: string;
}

/**
 * Sends one sentence to a topic for each event of an AWS service: subscribers by email would otherwise
 * get JSON.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export class EventNotification extends Construct {
  constructor(scope: Construct, id: string, props: EventNotificationProps) {
    super(scope, id);
    const rule = new CloudwatchEventRule(this, "rule", {
      name: props.name,
      description: props.description,
      eventPattern: JSON.stringify(props.pattern),
    });
    new CloudwatchEventTarget(this, "target", {
      rule: rule.name,
      targetId: "alarms",
      arn: props.topicArn,
      inputTransformer: {
        inputPaths: { ...props.values },
        // A JSON string, quotes included: EventBridge rejects other text of one line.
        inputTemplate: JSON.stringify(props.sentence),
      },
    });
  }
}
