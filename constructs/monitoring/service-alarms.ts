import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { AlarmProps } from "./alarm-settings";
import { Alarms, percentageAbove } from "./alarms";
import { serviceMetric, type TargetDimensions, targetMetric } from "./service-metrics";

/** Properties for {@link ServiceAlarms}. */
export interface ServiceAlarmsProps extends AlarmProps, TargetDimensions {
  readonly clusterName: string;
  /** Name of the service within its cluster. */
  readonly serviceName: string;
  /** `count` of the service: without an image, there is none, and no target is healthy. */
  readonly serviceCount: string | undefined;
  /** The service, which has healthy targets once it exists. */
  readonly service: ITerraformDependable;
}

/** Alarms of a service: its targets, its responses, its tasks. */
export class ServiceAlarms extends Alarms {
  constructor(scope: Construct, id: string, props: ServiceAlarmsProps) {
    super(scope, id, props);
    const { settings, serviceName } = props;
    this.onMetric("no-healthy-target", {
      description: `No task of service ${serviceName} is healthy, so every request to it gets 503. Read the service's events and its log group.`,
      metric: targetMetric(props, "HealthyHostCount"),
      statistic: "Minimum",
      comparison: "below",
      threshold: 1,
      periodSeconds: 60,
      dataPoints: [3, 3],
      // A target group without any target reports nothing.
      missingIsBreaching: true,
      count: props.serviceCount,
      dependsOn: [props.service],
    });
    this.onMetric("unhealthy-target", {
      description: `A task of service ${serviceName} has been unhealthy for ${settings.unhealthyMinutes} minutes, and ECS has not replaced it. Read the service's events.`,
      metric: targetMetric(props, "UnHealthyHostCount"),
      statistic: "Maximum",
      comparison: "above",
      threshold: 0,
      periodSeconds: 60,
      dataPoints: [settings.unhealthyMinutes, settings.unhealthyMinutes],
    });
    this.onRate("service-errors", {
      description: `Service ${serviceName} returns 5xx for more than ${settings.serverErrorsPercent} % of its requests. Read its log group.`,
      sums: {
        errors: targetMetric(props, "HTTPCode_Target_5XX_Count"),
        requests: targetMetric(props, "RequestCount"),
      },
      expression: percentageAbove(settings.minRequests, "errors", ["requests"]),
      label: "5xx of the service in percent",
      comparison: "above",
      threshold: settings.serverErrorsPercent,
      periodSeconds: 60,
      dataPoints: [3, 5],
    });
    this.onMetric("service-slow", {
      description: `Service ${serviceName} takes longer than ${settings.responseTimeMs} ms for one request in a hundred.`,
      metric: targetMetric(props, "TargetResponseTime"),
      statistic: "p99",
      comparison: "above",
      // The metric is in seconds.
      threshold: settings.responseTimeMs / 1000,
      periodSeconds: 300,
      dataPoints: [3, 3],
    });
    this.onMetric("connection-errors", {
      description: `The load balancer cannot connect to tasks of service ${serviceName}: they stop, or accept no further connection.`,
      metric: targetMetric(props, "TargetConnectionErrorCount"),
      statistic: "Sum",
      comparison: "above",
      threshold: settings.connectionErrors,
      periodSeconds: 60,
      dataPoints: [2, 3],
    });
    this.onMetric("cpu", {
      description: `Service ${serviceName} uses more than ${settings.cpuPercent} % of its CPU, though autoscaling should have added tasks. Raise scaling.maxCapacity or cpuUnits.`,
      metric: serviceMetric(props, "CPUUtilization"),
      statistic: "Average",
      comparison: "above",
      threshold: settings.cpuPercent,
      periodSeconds: 300,
      dataPoints: [3, 3],
    });
    this.onMetric("memory", {
      description: `A task of service ${serviceName} uses more than ${settings.memoryPercent} % of its memory: at 100 % it is killed. Raise memoryMiB, or find the leak.`,
      metric: serviceMetric(props, "MemoryUtilization"),
      statistic: "Maximum",
      comparison: "above",
      threshold: settings.memoryPercent,
      periodSeconds: 300,
      dataPoints: [3, 3],
    });
  }
}
