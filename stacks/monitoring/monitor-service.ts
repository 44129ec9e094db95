import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { type AlarmOverrides, alarmSettings } from "../../config/alarms";
import { ServiceAlarms } from "../../constructs/monitoring/service-alarms";
import type { StackMonitoring } from "./stack-monitoring";

/** A service to monitor. */
export interface MonitoredService {
  /** Name of the service within its application. */
  readonly name: string;
  /** Name of the service within its cluster. */
  readonly serviceName: string;
  readonly clusterName: string;
  readonly loadBalancerArnSuffix: string;
  readonly targetGroupArnSuffix: string;
  /** `count` of the service, which does not exist without an image. */
  readonly serviceCount: string | undefined;
  readonly service: ITerraformDependable;
  /** Settings of the service, in place of the application's. */
  readonly overrides: AlarmOverrides | undefined;
}

/**
 * Creates the alarms of a service.
 * @param monitoring absent where the environment has none
 */
export function monitorService(
  scope: Construct,
  monitoring: StackMonitoring | undefined,
  service: MonitoredService,
): void {
  if (monitoring === undefined) return;
  new ServiceAlarms(scope, "alarms", {
    name: `${monitoring.name}-${service.name}`,
    topicArn: monitoring.topicArn,
    settings: alarmSettings(monitoring.settings, service.overrides),
    serviceName: service.serviceName,
    clusterName: service.clusterName,
    loadBalancerArnSuffix: service.loadBalancerArnSuffix,
    targetGroupArnSuffix: service.targetGroupArnSuffix,
    serviceCount: service.serviceCount,
    service: service.service,
  });
}
