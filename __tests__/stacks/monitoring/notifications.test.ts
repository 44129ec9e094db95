import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { certificateArn } from "../../config/valid-environment";
import { alarmsByName, synthMonitored } from "../../support/monitored";
import { type Block, jsonText, resource, resources } from "../../support/synth";

/** The text that EventBridge makes of an event with a target's transformer. */
function messageOf(target: Block, event: object): string {
  const { input_paths, input_template } = target.input_transformer as {
    input_paths: Record<string, string>;
    input_template: string;
  };
  const text = Object.entries(input_paths).reduce((template, [name, path]) => {
    const value = path
      .replace(/^\$\./, "")
      .split(/[.[\]]+/)
      .filter((key) => key !== "")
      .reduce<unknown>((found, key) => (found as Record<string, unknown>)[key], event);
    return template.replaceAll(`<${name}>`, String(value));
  }, input_template);
  return JSON.parse(text) as string;
}

describe("a failed deployment", () => {
  const json = synthMonitored();
  const rule = resource(json, CloudwatchEventRule, "monitoring_deployments");
  const target = resource(json, CloudwatchEventTarget, "monitoring_deployments");

  it("is matched by the names of the application's own services", () => {
    expect(rule.name).toBe("test-app-deployment-failed");
    expect(jsonText(rule.event_pattern)).toEqual({
      source: ["aws.ecs"],
      "detail-type": ["ECS Deployment State Change"],
      detail: { eventName: ["SERVICE_DEPLOYMENT_FAILED"] },
      resources: [
        expect.stringMatching(
          /:ecs:eu-central-1:.*:service\/\$\{aws_ecs_cluster\.\w+\.name\}\/web$/,
        ),
      ],
    });
  });

  it("is matched by the names that the services have in a shared cluster", () => {
    const shared = synthMonitored({ cluster: { type: "existing", name: "company" } });
    const { event_pattern } = resource(shared, CloudwatchEventRule, "monitoring_deployments");
    const { resources: arns } = jsonText(event_pattern) as { resources: string[] };

    expect(arns[0]).toMatch(/\/test-app-web$/);
    expect(alarmsByName(shared)["web-cpu"]?.dimensions).toMatchObject({
      ServiceName: "test-app-web",
    });
  });

  // @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_deployment_events.html
  it("becomes one sentence", () => {
    const event = {
      "detail-type": "ECS Deployment State Change",
      time: "2020-05-23T12:31:14Z",
      resources: ["arn:aws:ecs:us-west-2:111122223333:service/default/servicetest"],
      detail: {
        eventType: "ERROR",
        eventName: "SERVICE_DEPLOYMENT_FAILED",
        reason: "ECS deployment circuit breaker: task failed to start.",
      },
    };

    expect(messageOf(target, event)).toMatch(
      /^A deployment failed at 2020-05-23T12:31:14Z: arn:aws:ecs:us-west-2:111122223333:service\/default\/servicetest\. ECS deployment circuit breaker: task failed to start\. Read /,
    );
  });
});

describe("a certificate", () => {
  it.each([
    ["a new one", {}, /^\$\{aws_acm_certificate_validation\./],
    [
      "an existing one",
      { certificate: { type: "existing", arn: certificateArn } } as const,
      certificateArn,
    ],
  ])("is matched by its ARN: %s", (_, application, arn) => {
    const json = synthMonitored(application);
    const rule = resource(json, CloudwatchEventRule, "monitoring_certificate");

    expect(jsonText(rule.event_pattern)).toEqual({
      source: ["aws.acm"],
      "detail-type": [
        "ACM Certificate Approaching Expiration",
        "ACM Certificate Renewal Action Required",
      ],
      resources: [typeof arn === "string" ? arn : expect.stringMatching(arn)],
    });
  });

  it("becomes one sentence", () => {
    const target = resource(synthMonitored(), CloudwatchEventTarget, "monitoring_certificate");
    const event = {
      "detail-type": "ACM Certificate Approaching Expiration",
      resources: [certificateArn],
    };

    expect(messageOf(target, event)).toMatch(
      `ACM Certificate Approaching Expiration: ${certificateArn}. Check that`,
    );
  });
});

describe("messages that are turned off", () => {
  it("have no rule", () => {
    const json = synthMonitored(
      {},
      { alarms: { off: ["deployment-failed", "certificate-expires"] } },
    );

    expect(resources(json, CloudwatchEventRule)).toEqual([]);
  });
});
