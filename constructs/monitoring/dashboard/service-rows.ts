import {
  insightsMetric,
  type ServiceDimensions,
  serviceMetric,
  type TargetDimensions,
  targetMetric,
} from "../service-metrics";
import type { Row } from "./dashboard";
import { colors, graph, type Line } from "./widgets";

/** A service on a dashboard. */
export interface ServiceOfDashboard extends ServiceDimensions, TargetDimensions {
  /** Name of the service within its application. */
  readonly name: string;
}

const rowHeight = 6;

/** Requests, errors and response times of each service: routes end in a service. */
export function requestRow(region: string, services: readonly ServiceOfDashboard[]): Row {
  const each = (metricName: string, label = "") =>
    services.map(
      (service): Line => ({
        ...targetMetric(service, metricName),
        label: `${service.name}${label}`,
      }),
    );
  const times = services.flatMap((service): Line[] =>
    ["p50", "p99"].map((statistic) => ({
      ...targetMetric(service, "TargetResponseTime"),
      label: `${service.name} ${statistic}`,
      statistic,
    })),
  );
  return {
    height: rowHeight,
    widgets: [
      graph({
        title: "Requests by service",
        region,
        statistic: "Sum",
        unit: "a minute",
        stacked: true,
        lines: each("RequestCount"),
      }),
      graph({
        title: "5xx and failed connections by service",
        region,
        statistic: "Sum",
        unit: "a minute",
        lines: [
          ...each("HTTPCode_Target_5XX_Count", " 5xx"),
          ...each("TargetConnectionErrorCount", " connections"),
        ],
      }),
      graph({
        title: "Response time by service",
        region,
        statistic: "p50",
        unit: "seconds",
        lines: times,
      }),
    ],
  };
}

/**
 * Tasks, deployments and what tasks use.
 * @param hasInsights whether Container Insights reports the numbers of tasks and deployments
 */
export function taskRow(
  region: string,
  services: readonly ServiceOfDashboard[],
  hasInsights: boolean,
): Row {
  const insights = (metricName: string, label: string) =>
    services.map(
      (service): Line => ({
        ...insightsMetric(service, metricName),
        label: `${service.name} ${label}`,
      }),
    );
  const health = services.flatMap((service): Line[] => [
    {
      ...targetMetric(service, "HealthyHostCount"),
      label: `${service.name} healthy`,
      statistic: "Minimum",
    },
    {
      ...targetMetric(service, "UnHealthyHostCount"),
      label: `${service.name} unhealthy`,
      statistic: "Maximum",
      ...(services.length === 1 ? { color: colors.bad } : {}),
    },
  ]);
  const use = services.flatMap((service): Line[] => [
    { ...serviceMetric(service, "CPUUtilization"), label: `${service.name} CPU` },
    {
      ...serviceMetric(service, "MemoryUtilization"),
      label: `${service.name} memory`,
      statistic: "Maximum",
    },
  ]);
  return {
    height: rowHeight,
    widgets: [
      graph({
        title: "Healthy tasks",
        region,
        statistic: "Minimum",
        unit: "tasks",
        lines: health,
      }),
      ...(hasInsights
        ? [
            graph({
              title: "Running tasks and deployments",
              region,
              statistic: "Maximum",
              unit: "tasks",
              rightUnit: "deployments",
              lines: [
                ...insights("RunningTaskCount", "running"),
                ...insights("DesiredTaskCount", "desired"),
                ...insights("DeploymentCount", "deployments").map((line) => ({
                  ...line,
                  side: "right" as const,
                })),
              ],
            }),
          ]
        : []),
      graph({
        title: "CPU and memory",
        region,
        statistic: "Average",
        unit: "%",
        lines: use,
      }),
    ],
  };
}
