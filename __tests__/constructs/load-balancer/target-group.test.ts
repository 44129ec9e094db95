import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { TargetGroup } from "../../../constructs/load-balancer/target-group";
import { expose, exposed, reference, resources, synthStack } from "../../support/synth";

const synthTargetGroup = (serviceName: string) =>
  synthStack((stack) => {
    const { targetGroupArn, targetGroupArnSuffix } = new TargetGroup(stack, "target_group", {
      serviceName,
      name: `example-tasks-${serviceName}`,
      vpcId: "vpc-1",
      healthCheckPath: "/ready",
      healthCheckIntervalSeconds: 20,
      healthCheckTimeoutSeconds: 6,
      healthyThreshold: 4,
      unhealthyThreshold: 5,
      healthCheckMatcher: "200-299",
      deregistrationDelaySeconds: 10,
    });
    expose(stack, { targetGroupArn, targetGroupArnSuffix });
  });

const json = synthTargetGroup("web");

describe(TargetGroup, () => {
  it("has IP targets over HTTP/1.1, and is replaced before it is deleted", () => {
    expect(resources(json, LbTargetGroup)).toEqual([
      {
        name_prefix: "web-",
        tags: { Name: "example-tasks-web" },
        vpc_id: "vpc-1",
        target_type: "ip",
        port: 80,
        protocol: "HTTP",
        protocol_version: "HTTP1",
        deregistration_delay: "10",
        health_check: {
          enabled: true,
          path: "/ready",
          protocol: "HTTP",
          port: "traffic-port",
          matcher: "200-299",
          interval: 20,
          timeout: 6,
          healthy_threshold: 4,
          unhealthy_threshold: 5,
        },
        lifecycle: { create_before_destroy: true },
      },
    ]);
  });

  it("begins with as much of the service's name as AWS allows", () => {
    expect(resources(synthTargetGroup("front-end"), LbTargetGroup)).toMatchObject([
      { name_prefix: "front-", tags: { Name: "example-tasks-front-end" } },
    ]);
  });

  it("exposes its ARN and the suffix for scaling policies", () => {
    expect(exposed(json)).toEqual({
      targetGroupArn: reference(json, LbTargetGroup, "arn"),
      targetGroupArnSuffix: reference(json, LbTargetGroup, "arn_suffix"),
    });
  });
});
