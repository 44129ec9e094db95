import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Construct } from "constructs";
import { accountIdOf } from "../account-id";
import { constructIdOf } from "../construct-id";
import { partitionOf } from "../partition";
import { policyDocument } from "../policy-document";

/** Properties for {@link AlarmTopic}. */
export interface AlarmTopicProps {
  /** Names of all alarms and rules begin with it and a hyphen. */
  readonly environmentName: string;
  readonly region: string;
  /** Addresses that get every message, once they have confirmed it. */
  readonly emails: readonly string[];
}

/** The account, and the alarms and rules that may publish. */
interface Publishers {
  readonly partition: string;
  readonly accountId: string;
  readonly region: string;
  readonly environmentName: string;
}

/**
 * An encrypted topic for the alarms of an environment. Its key is its own: AWS's key for SNS lets neither
 * CloudWatch nor EventBridge encrypt, and every alarm would be lost without an error.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export class AlarmTopic extends Construct {
  /** Known once the topic can be published to. */
  readonly topicArn: string;

  constructor(scope: Construct, id: string, props: AlarmTopicProps) {
    super(scope, id);
    const { environmentName, region } = props;
    const publishers = {
      partition: partitionOf(this),
      accountId: accountIdOf(this),
      region,
      environmentName,
    };
    const name = `${environmentName}-alarms`;
    const key = new KmsKey(this, "key", {
      description: `Messages of topic ${name}`,
      enableKeyRotation: true,
      // Permissions of pipelines name it.
      tags: { Name: name },
      policy: keyPolicy(publishers),
    });
    new KmsAlias(this, "alias", { name: `alias/${name}`, targetKeyId: key.keyId });
    const topic = new SnsTopic(this, "topic", { name, kmsMasterKeyId: key.arn });
    const policy = new SnsTopicPolicy(this, "policy", {
      arn: topic.arn,
      policy: topicPolicy(topic.arn, publishers),
    });
    const subscriptions = new Construct(this, "subscriptions");
    for (const email of props.emails) {
      new SnsTopicSubscription(subscriptions, constructIdOf(email), {
        topicArn: topic.arn,
        protocol: "email",
        endpoint: email,
      });
    }
    this.topicArn = policy.arn;
  }
}

function keyPolicy({ partition, accountId }: Publishers): string {
  const mayEncrypt = {
    Effect: "Allow",
    Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
    Resource: "*",
  } as const;
  return policyDocument([
    {
      Sid: "AccountManagesKey",
      Effect: "Allow",
      Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
      Action: "kms:*",
      Resource: "*",
    },
    {
      Sid: "AlarmsEncrypt",
      ...mayEncrypt,
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Condition: { StringEquals: { "aws:SourceAccount": accountId } },
    },
    {
      Sid: "EventsEncrypt",
      ...mayEncrypt,
      Principal: { Service: "events.amazonaws.com" },
      // `IfExists`, since EventBridge names no source when it uses the key of a topic, and a plain
      // condition would lose every message; the topic's own policy limits who publishes.
      Condition: { StringEqualsIfExists: { "aws:SourceAccount": accountId } },
    },
  ]);
}

function topicPolicy(topicArn: string, publishers: Publishers): string {
  const { partition, region, accountId, environmentName } = publishers;
  const mayPublish = { Effect: "Allow", Action: "sns:Publish", Resource: topicArn } as const;
  return policyDocument([
    {
      Sid: "AlarmsPublish",
      ...mayPublish,
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Condition: {
        StringEquals: { "aws:SourceAccount": accountId },
        ArnLike: {
          "aws:SourceArn": `arn:${partition}:cloudwatch:${region}:${accountId}:alarm:${environmentName}-*`,
        },
      },
    },
    {
      Sid: "EventsPublish",
      ...mayPublish,
      Principal: { Service: "events.amazonaws.com" },
      // `IfExists`: EventBridge is not documented to name the rule when it publishes to a topic.
      Condition: {
        ArnLikeIfExists: {
          "aws:SourceArn": `arn:${partition}:events:${region}:${accountId}:rule/${environmentName}-*`,
        },
      },
    },
    {
      Sid: "OnlyOverTls",
      Effect: "Deny",
      Principal: "*",
      Action: "sns:Publish",
      Resource: topicArn,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  ]);
}
