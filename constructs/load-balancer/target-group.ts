import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { Construct } from "constructs";

/** Properties for {@link TargetGroup}. */
export interface TargetGroupProps {
  readonly vpcId: string;
  /** Port that containers listen on. */
  readonly port: number;
  /** Path that returns 200 without sign-in. */
  readonly healthCheckPath: string;
  /** Seconds that a draining target has to finish its open requests. */
  readonly deregistrationDelaySeconds: number;
}

/**
 * The target group of a service's containers. HTTP/1.1, since authenticate actions work with no other
 * protocol version.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html
 */
export class TargetGroup extends Construct {
  readonly targetGroupArn: string;
  /** `targetgroup/<name>/<id>`: its name in CloudWatch metrics and scaling policies. */
  readonly targetGroupArnSuffix: string;

  constructor(scope: Construct, id: string, props: TargetGroupProps) {
    super(scope, id);
    const targetGroup = new LbTargetGroup(this, "target_group", {
      // A prefix, so that a replacement can exist beside the target group that it replaces.
      namePrefix: "app-",
      vpcId: props.vpcId,
      targetType: "ip",
      port: props.port,
      protocol: "HTTP",
      protocolVersion: "HTTP1",
      deregistrationDelay: String(props.deregistrationDelaySeconds),
      healthCheck: {
        enabled: true,
        path: props.healthCheckPath,
        protocol: "HTTP",
        port: "traffic-port",
        matcher: "200",
        interval: 15,
        timeout: 5,
        healthyThreshold: 2,
        unhealthyThreshold: 3,
      },
      lifecycle: { createBeforeDestroy: true },
    });
    this.targetGroupArn = targetGroup.arn;
    this.targetGroupArnSuffix = targetGroup.arnSuffix;
  }
}
