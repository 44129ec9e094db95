import type { Metric } from "./alarms";

/** What identifies the metrics of a target group. */
export interface TargetDimensions {
  /** `app/<name>/<id>` */
  readonly loadBalancerArnSuffix: string;
  /** `targetgroup/<name>/<id>` */
  readonly targetGroupArnSuffix: string;
}

/** What identifies the metrics of an ECS service. */
export interface ServiceDimensions {
  readonly clusterName: string;
  /** Name of the service within its cluster. */
  readonly serviceName: string;
}

/** A metric of the targets of one target group. */
export function targetMetric(dimensions: TargetDimensions, metricName: string): Metric {
  return {
    namespace: "AWS/ApplicationELB",
    metricName,
    dimensions: {
      LoadBalancer: dimensions.loadBalancerArnSuffix,
      TargetGroup: dimensions.targetGroupArnSuffix,
    },
  };
}

/** A metric of all tasks of a service. */
export function serviceMetric(dimensions: ServiceDimensions, metricName: string): Metric {
  return ecsMetric("AWS/ECS", dimensions, metricName);
}

/** A metric of a service that only Container Insights reports, such as `RunningTaskCount`. */
export function insightsMetric(dimensions: ServiceDimensions, metricName: string): Metric {
  return ecsMetric("ECS/ContainerInsights", dimensions, metricName);
}

function ecsMetric(
  namespace: string,
  { clusterName, serviceName }: ServiceDimensions,
  metricName: string,
): Metric {
  return {
    namespace,
    metricName,
    dimensions: { ClusterName: clusterName, ServiceName: serviceName },
  };
}
