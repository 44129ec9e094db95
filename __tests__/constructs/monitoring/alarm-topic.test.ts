import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { AlarmTopic } from "../../../constructs/monitoring/alarm-topic";
import type { PolicyStatement } from "../../../constructs/policy-document";
import {
  expose,
  exposed,
  jsonText,
  reference,
  resource,
  resources,
  synthStack,
} from "../../support/synth";

const json = synthStack((stack) => {
  const { topicArn } = new AlarmTopic(stack, "topic", {
    environmentName: "test",
    region: "eu-central-1",
    emails: ["a@example.com", "b+c@example.com"],
  });
  expose(stack, { topicArn });
});

const account = "${data.aws_caller_identity.account.account_id}";
const partition = "${data.aws_partition.partition.partition}";

function statement(policy: unknown, id: string): PolicyStatement {
  const { Statement } = jsonText(policy) as { Statement: PolicyStatement[] };
  const found = Statement.find(({ Sid }) => Sid === id);
  if (found === undefined) throw new Error(`no statement ${id}`);
  return found;
}

describe(AlarmTopic, () => {
  it("is encrypted with a key of its own, which rotates", () => {
    expect(resource(json, SnsTopic)).toMatchObject({
      name: "test-alarms",
      kms_master_key_id: reference(json, KmsKey, "arn"),
    });
    expect(resource(json, KmsKey).enable_key_rotation).toBe(true);
    expect(resource(json, KmsAlias)).toMatchObject({
      name: "alias/test-alarms",
      target_key_id: reference(json, KmsKey, "key_id"),
    });
  });

  it("lets alarms of the account use the key", () => {
    const { policy } = resource(json, KmsKey);

    expect(statement(policy, "AlarmsEncrypt")).toEqual({
      Sid: "AlarmsEncrypt",
      Effect: "Allow",
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      Resource: "*",
      Condition: { StringEquals: { "aws:SourceAccount": account } },
    });
    expect(statement(policy, "AccountManagesKey").Principal).toEqual({
      AWS: `arn:${partition}:iam::${account}:root`,
    });
  });

  // "Adding aws:SourceAccount … is not supported for EventBridge-to-encrypted topics": without the
  // suffix, every event would be lost.
  it("lets EventBridge use the key without naming a source", () => {
    const { Condition, Action, Principal } = statement(
      resource(json, KmsKey).policy,
      "EventsEncrypt",
    );

    expect(Principal).toEqual({ Service: "events.amazonaws.com" });
    expect(Action).toEqual(["kms:Decrypt", "kms:GenerateDataKey*"]);
    expect(Object.keys(Condition ?? {})).toEqual(["StringEqualsIfExists"]);
  });

  it("takes messages of the environment's alarms and rules, and only over TLS", () => {
    const { policy } = resource(json, SnsTopicPolicy);
    const source = (service: string, type: string) =>
      `arn:${partition}:${service}:eu-central-1:${account}:${type}test-*`;

    expect(statement(policy, "AlarmsPublish")).toMatchObject({
      Action: "sns:Publish",
      Resource: reference(json, SnsTopic, "arn"),
      Condition: {
        StringEquals: { "aws:SourceAccount": account },
        ArnLike: { "aws:SourceArn": source("cloudwatch", "alarm:") },
      },
    });
    expect(statement(policy, "EventsPublish").Condition).toEqual({
      ArnLikeIfExists: { "aws:SourceArn": source("events", "rule/") },
    });
    expect(statement(policy, "OnlyOverTls")).toMatchObject({
      Effect: "Deny",
      Principal: "*",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    });
  });

  it("is known once it takes messages", () => {
    expect(exposed(json).topicArn).toBe(reference(json, SnsTopicPolicy, "arn"));
  });

  it("subscribes each address", () => {
    expect(
      resources(json, SnsTopicSubscription).map((each) => [each.protocol, each.endpoint]),
    ).toEqual([
      ["email", "a@example.com"],
      ["email", "b+c@example.com"],
    ]);
  });
});
