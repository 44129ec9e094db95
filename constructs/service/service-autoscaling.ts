import {
  AppautoscalingPolicy,
  type AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecification as PredefinedMetric,
} from "@cdktf/provider-aws/lib/appautoscaling-policy";
import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";
import { Construct } from "constructs";
import type { ServiceImage } from "./service-image";

/** Properties for {@link ServiceAutoscaling}. */
export interface ServiceAutoscalingProps {
  readonly image: ServiceImage;
  readonly clusterName: string;
  readonly serviceName: string;
  /** Lowest number of tasks. */
  readonly minCapacity: number;
  /** Highest number of tasks. */
  readonly maxCapacity: number;
  /** Target number of requests per minute for each task. */
  readonly requestsPerTargetPerMinute: number;
  /** Target average CPU utilization in percent. */
  readonly cpuPercent: number;
  /** `app/<name>/<id>` of the load balancer. */
  readonly loadBalancerArnSuffix: string;
  /** `targetgroup/<name>/<id>` of the service's target group. */
  readonly targetGroupArnSuffix: string;
}

/**
 * Scales the number of tasks with the traffic, by target tracking.
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
      minCapacity: props.minCapacity,
      maxCapacity: props.maxCapacity,
    });
    const resourceId = image.attributeOf(target, "resource_id");
    const requests = this.targetTracking("requests", resourceId, props.requestsPerTargetPerMinute, {
      predefinedMetricType: "ALBRequestCountPerTarget",
      resourceLabel: `${props.loadBalancerArnSuffix}/${props.targetGroupArnSuffix}`,
    });
    const cpu = this.targetTracking("cpu", resourceId, props.cpuPercent, {
      predefinedMetricType: "ECSServiceAverageCPUUtilization",
    });
    if (image.count !== undefined) {
      for (const resource of [target, requests, cpu]) resource.addOverride("count", image.count);
    }
  }

  private targetTracking(
    id: string,
    resourceId: string,
    targetValue: number,
    metric: PredefinedMetric,
  ): AppautoscalingPolicy {
    return new AppautoscalingPolicy(this, id, {
      name: id,
      policyType: "TargetTrackingScaling",
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId,
      targetTrackingScalingPolicyConfiguration: {
        targetValue,
        predefinedMetricSpecification: metric,
        scaleInCooldown: 300,
        scaleOutCooldown: 60,
      },
    });
  }
}
