import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { TargetGroup } from "../../../constructs/load-balancer/target-group";
import { expose, exposed, reference, resources, synthStack } from "../../support/synth";

const json = synthStack((stack) => {
  const { arn, arnSuffix } = new TargetGroup(stack, "target_group_web", {
    vpcId: "vpc-1",
    port: 3000,
    healthCheckPath: "/ready",
    deregistrationDelaySeconds: 10,
  });
  expose(stack, { arn, arnSuffix });
});

describe(TargetGroup, () => {
  it("takes containers by address over HTTP/1.1, and is replaced before it is deleted", () => {
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

  it("gives its ARN and the part of it that autoscaling uses", () => {
    expect(exposed(json)).toEqual({
      arn: reference(json, LbTargetGroup, "arn"),
      arnSuffix: reference(json, LbTargetGroup, "arn_suffix"),
    });
  });
});
