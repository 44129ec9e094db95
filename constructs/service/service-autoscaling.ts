import { AppautoscalingPolicy } from "@cdktf/provider-aws/lib/appautoscaling-policy";
import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";
import { Construct } from "constructs";
import type { ServiceImage } from "./service-image";

/** Properties for {@link ServiceAutoscaling}. */
export interface ServiceAutoscalingProps {
  readonly image: ServiceImage;
  readonly clusterName: string;
  readonly serviceName: string;
  readonly minimum: number;
  readonly maximum: number;
  /** Requests a minute that one task should get. */
  readonly requestsPerTargetPerMinute: number;
  /** Average CPU utilization in percent. */
  readonly cpuPercent: number;
  /** `app/<name>/<id>` of the load balancer. */
  readonly loadBalancerArnSuffix: string;
  /** `targetgroup/<name>/<id>` of the service's target group. */
  readonly targetGroupArnSuffix: string;
}

/**
 * As many tasks as the traffic needs, by target tracking.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html
 */
export class ServiceAutoscaling extends Construct {
  constructor(scope: Construct, id: string, props: ServiceAutoscalingProps) {
    super(scope, id);
    const { image } = props;
    const target = new AppautoscalingTarget(this, "target", {
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: `service/${props.clusterName}/${props.serviceName}`,
      minCapacity: props.minimum,
      maxCapacity: props.maximum,
    });
    const policies = [
      {
        id: "requests",
        targetValue: props.requestsPerTargetPerMinute,
        metric: {
          predefinedMetricType: "ALBRequestCountPerTarget",
          resourceLabel: `${props.loadBalancerArnSuffix}/${props.targetGroupArnSuffix}`,
        },
      },
      {
        id: "cpu",
        targetValue: props.cpuPercent,
        metric: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
      },
    ].map(
      (policy) =>
        new AppautoscalingPolicy(this, policy.id, {
          name: policy.id,
          policyType: "TargetTrackingScaling",
          serviceNamespace: "ecs",
          scalableDimension: "ecs:service:DesiredCount",
          resourceId: image.attributeOf(target, "resource_id"),
          targetTrackingScalingPolicyConfiguration: {
            targetValue: policy.targetValue,
            predefinedMetricSpecification: policy.metric,
            scaleInCooldown: 300,
            scaleOutCooldown: 60,
          },
        }),
    );
    if (image.count !== undefined) {
      for (const resource of [target, ...policies]) resource.addOverride("count", image.count);
    }
  }
}
