import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { Construct } from "constructs";

/** Properties for {@link TargetGroup}. */
export interface TargetGroupProps {
  readonly vpcId: string;
  /** Port that containers listen on. */
  readonly port: number;
  /** Path that answers 200 without signing in. */
  readonly healthCheckPath: string;
  /** Seconds a target keeps its open requests while it is taken out. */
  readonly deregistrationDelaySeconds: number;
}

/**
 * The containers of a service, as the load balancer sees them. HTTP/1.1, the only version that
 * authentication can stand in front of.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html
 */
export class TargetGroup extends Construct {
  readonly arn: string;
  /** `targetgroup/<name>/<id>`: what autoscaling calls it. */
  readonly arnSuffix: string;

  constructor(scope: Construct, id: string, props: TargetGroupProps) {
    super(scope, id);
    const targetGroup = new LbTargetGroup(this, "target_group", {
      // A prefix, so that a replacement can stand beside the old one.
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
    this.arn = targetGroup.arn;
    this.arnSuffix = targetGroup.arnSuffix;
  }
}
