import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { TargetGroup } from "../../../constructs/load-balancer/target-group";
import { expose, exposed, reference, resources, synthStack } from "../../support/synth";

const json = synthStack((stack) => {
  const { targetGroupArn, targetGroupArnSuffix } = new TargetGroup(stack, "target_group", {
    vpcId: "vpc-1",
    port: 3000,
    healthCheckPath: "/ready",
    deregistrationDelaySeconds: 10,
  });
  expose(stack, { targetGroupArn, targetGroupArnSuffix });
});

describe(TargetGroup, () => {
  it("has IP targets over HTTP/1.1, and is replaced before it is deleted", () => {
    expect(resources(json, LbTargetGroup)).toEqual([
      {
        name_prefix: "app-",
        vpc_id: "vpc-1",
        target_type: "ip",
        port: 3000,
        protocol: "HTTP",
        protocol_version: "HTTP1",
        deregistration_delay: "10",
        health_check: {
          enabled: true,
          path: "/ready",
          protocol: "HTTP",
          port: "traffic-port",
          matcher: "200",
          interval: 15,
          timeout: 5,
          healthy_threshold: 2,
          unhealthy_threshold: 3,
        },
        lifecycle: { create_before_destroy: true },
      },
    ]);
  });

  it("exposes its ARN and the suffix for scaling policies", () => {
    expect(exposed(json)).toEqual({
      targetGroupArn: reference(json, LbTargetGroup, "arn"),
      targetGroupArnSuffix: reference(json, LbTargetGroup, "arn_suffix"),
    });
  });
});
