import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { Construct } from "constructs";

/** Properties for {@link TargetGroup}. */
export interface TargetGroupProps {
  /** Name of the service within the application. */
  readonly serviceName: string;
  /** `<environment>-<application>-<service>`, for the tag `Name`. */
  readonly name: string;
  readonly vpcId: string;
  /** Path that returns 200 without sign-in. */
  readonly healthCheckPath: string;
  readonly healthCheckIntervalSeconds: number;
  readonly healthCheckTimeoutSeconds: number;
  /** Successful checks in a row that make a target healthy. */
  readonly healthyThreshold: number;
  /** Failed checks in a row that make a target unhealthy. */
  readonly unhealthyThreshold: number;
  /** Status codes of a healthy target. */
  readonly healthCheckMatcher: string;
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
      // A prefix, so that a replacement can exist beside the target group that it replaces. AWS limits
      // it to 6 characters, so the tag has the whole name.
      namePrefix: `${props.serviceName.slice(0, 5)}-`,
      tags: { Name: props.name },
      vpcId: props.vpcId,
      targetType: "ip",
      // Without effect: ECS registers every task with its container's port. Constant, because a change
      // of it replaces the target group.
      port: 80,
      protocol: "HTTP",
      protocolVersion: "HTTP1",
      deregistrationDelay: String(props.deregistrationDelaySeconds),
      healthCheck: {
        enabled: true,
        path: props.healthCheckPath,
        protocol: "HTTP",
        port: "traffic-port",
        matcher: props.healthCheckMatcher,
        interval: props.healthCheckIntervalSeconds,
        timeout: props.healthCheckTimeoutSeconds,
        healthyThreshold: props.healthyThreshold,
        unhealthyThreshold: props.unhealthyThreshold,
      },
      lifecycle: { createBeforeDestroy: true },
    });
    this.targetGroupArn = targetGroup.arn;
    this.targetGroupArnSuffix = targetGroup.arnSuffix;
  }
}
