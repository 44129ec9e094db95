import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CognitoLogDeliveryConfiguration } from "@cdktf/provider-aws/lib/cognito-log-delivery-configuration";
import { CognitoUserPool } from "@cdktf/provider-aws/lib/cognito-user-pool";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import type { EnvironmentInput } from "../../../config/schema/environment";
import { readAlarmTopic } from "../../../stacks/state/alarm-topic-contract";
import { alarmsByName, synthMonitored } from "../../support/monitored";
import {
  expose,
  exposed,
  parse,
  reference,
  resource,
  resources,
  synthStack,
} from "../../support/synth";
import { synthIdentity, testEnvironment } from "../../support/synth-environment";

const synth = (monitoring: EnvironmentInput["monitoring"], identity = {}) =>
  synthIdentity(
    testEnvironment({ monitoring, identity: { domain: { prefix: "test-login" }, ...identity } }),
  );

const conditions = (json: string) => {
  const source = parse(json).data?.terraform_remote_state?.deploy_shared_identity_first;
  return JSON.stringify(source?.lifecycle);
};

describe("the topic of all alarms", () => {
  it("is an output of the shared identity, and a condition of stacks with alarms", () => {
    const json = synth({});

    expect(resources(json, SnsTopic)).toHaveLength(1);
    expect(parse(json).output?.alarm_topic_arn?.value).toMatch(/^\$\{aws_sns_topic_policy\./);
    expect(conditions(synthMonitored())).toContain("Deploy test--shared-identity first");
    expect(conditions(synthMonitored())).toContain("outputs.alarm_topic_arn");
  });

  it("is the existing one where the environment names it", () => {
    const arn = "arn:aws:sns:eu-central-1:111122223333:operations";
    const topic = { type: "existing", arn } as const;
    const json = synth({ topic });

    expect([...resources(json, SnsTopic), ...resources(json, KmsKey)]).toEqual([]);
    expect(parse(json).output).not.toHaveProperty("alarm_topic_arn");
    const application = synthMonitored({}, { topic });
    expect(conditions(application)).not.toContain("alarm_topic_arn");
    for (const { alarm_actions } of Object.values(alarmsByName(application))) {
      expect(alarm_actions).toEqual([arn]);
    }
  });

  it("is absent without monitoring", () => {
    const json = synth(undefined);

    expect(resources(json, SnsTopic)).toEqual([]);
    expect(parse(json).output).not.toHaveProperty("alarm_topic_arn");
  });

  it("is read by a stack that reads nothing else", () => {
    const json = synthStack((stack) => {
      const topicArn = readAlarmTopic(stack, {
        state: { type: "local" },
        environmentName: "test",
        region: "eu-central-1",
        component: "shared-identity",
        localStateFolder: "../../../terraform-state",
        deployCommand: "npm run deploy -- --only shared-identity",
      });
      expose(stack, { topicArn });
    });

    expect(exposed(json).topicArn).toContain(
      "deploy_shared_identity_first.outputs.alarm_topic_arn",
    );
    expect(conditions(json)).toContain("nobody would get them");
  });
});

describe("the next step", () => {
  const stepOf = (json: string) => String(parse(json).output?.next_step?.value).split("\n")[0];

  it("names the addresses that must confirm the subscription, first", () => {
    const json = synth({ topic: { type: "new", emails: ["a@example.com", "b@example.com"] } });

    expect(stepOf(json)).toContain("Confirm the subscription to alarms");
    expect(stepOf(json)).toContain("a@example.com, b@example.com");
  });

  it("says nothing of it without addresses", () => {
    expect(stepOf(synth({}))).toContain("Deploy the applications");
  });
});

describe("Cognito's own logs", () => {
  it("are none by default", () => {
    expect(resources(synth({}), CognitoLogDeliveryConfiguration)).toEqual([]);
  });

  it("have the emails that Cognito could not deliver", () => {
    const json = synth({ userPoolLogs: "delivery-errors", userPoolLogRetentionDays: 30 });
    const logGroup = reference(json, CloudwatchLogGroup, "arn", "user_pool_logs");

    expect(resource(json, CognitoLogDeliveryConfiguration)).toMatchObject({
      user_pool_id: reference(json, CognitoUserPool, "id"),
      log_configurations: [
        {
          event_source: "userNotification",
          log_level: "ERROR",
          cloud_watch_logs_configuration: [{ log_group_arn: logGroup }],
        },
      ],
    });
    expect(resource(json, CloudwatchLogGroup, "user_pool_logs")).toEqual({
      name: "/aws/vendedlogs/test-user-pool",
      retention_in_days: 30,
    });
  });

  it("have every sign-in on the Plus plan", () => {
    const json = synth({ userPoolLogs: "all" }, { plan: "plus" });
    const { log_configurations } = resource(json, CognitoLogDeliveryConfiguration);

    expect(
      (log_configurations as { event_source: string; log_level: string }[]).map(
        ({ event_source, log_level }) => [event_source, log_level],
      ),
    ).toEqual([
      ["userNotification", "ERROR"],
      ["userAuthEvents", "INFO"],
    ]);
  });
});
