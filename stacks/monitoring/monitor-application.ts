import { Construct } from "constructs";
import { Alarms } from "../../constructs/monitoring/alarms";
import { AppClientAlarms } from "../../constructs/monitoring/app-client-alarms";
import { CertificateAlarms } from "../../constructs/monitoring/certificate-alarms";
import { clientRow } from "../../constructs/monitoring/dashboard/client-row";
import { Dashboard, type Row } from "../../constructs/monitoring/dashboard/dashboard";
import { loadRow, signInRow } from "../../constructs/monitoring/dashboard/load-balancer-rows";
import {
  requestRow,
  type ServiceOfDashboard,
  taskRow,
} from "../../constructs/monitoring/dashboard/service-rows";
import { text } from "../../constructs/monitoring/dashboard/widgets";
import { FailedDeployments } from "../../constructs/monitoring/failed-deployments";
import { firewallRowsIn } from "./firewall-rows";
import type { StackMonitoring } from "./stack-monitoring";

/** An application to monitor. */
export interface MonitoredApplication {
  readonly url: string;
  readonly userPoolId: string;
  readonly appClientId: string;
  readonly certificateArn: string;
  readonly loadBalancerArnSuffix: string;
  /** Whether other applications use the load balancer too. */
  readonly isShared: boolean;
  /** Whether the access logs of a shared load balancer are a table with saved queries. */
  readonly hasSharedAccessLogTable: boolean;
  readonly clusterName: string;
  /** Whether the cluster has Container Insights. */
  readonly hasInsights: boolean;
  readonly services: readonly Omit<ServiceOfDashboard, "clusterName" | "loadBalancerArnSuffix">[];
}

/**
 * Creates what an application has besides the alarms of its load balancer and its services: alarms of
 * its client and its certificate, messages about failed deployments, and the dashboard.
 * @param monitoring absent where the environment has none
 */
export function monitorApplication(
  stack: Construct,
  monitoring: StackMonitoring | undefined,
  application: MonitoredApplication,
): void {
  if (monitoring === undefined) return;
  const { name, topicArn, settings, region, hasDashboards } = monitoring;
  const { userPoolId, appClientId, certificateArn, clusterName } = application;
  const scope = new Construct(stack, "monitoring");
  new AppClientAlarms(scope, "app_client", { name, topicArn, settings, userPoolId, appClientId });
  new CertificateAlarms(scope, "certificate", { name, topicArn, settings, certificateArn });
  if (!settings.off.includes("deployment-failed") && application.services.length > 0) {
    new FailedDeployments(scope, "deployments", {
      name,
      topicArn,
      region,
      clusterName,
      serviceNames: application.services.map(({ serviceName }) => serviceName),
    });
  }
  if (!hasDashboards) return;
  new Dashboard(scope, "dashboard", {
    name,
    region,
    rows: [...rowsOf(monitoring, application), ...firewallRowsIn(stack, region)],
    alarmNames: alarmNamesIn(stack),
  });
}

/** Names of all alarms that a stack has so far. */
export function alarmNamesIn(stack: Construct): string[] {
  return stack.node
    .findAll()
    .filter((each) => each instanceof Alarms)
    .flatMap(({ alarmNames }) => alarmNames);
}

function rowsOf({ name, region }: StackMonitoring, application: MonitoredApplication): Row[] {
  const { loadBalancerArnSuffix, isShared, clusterName, userPoolId, appClientId } = application;
  const services = application.services.map((service) => ({
    ...service,
    clusterName,
    loadBalancerArnSuffix,
  }));
  const loadBalancer = { region, loadBalancerArnSuffix, isShared };
  const reasons = application.hasSharedAccessLogTable
    ? "query `failed_sign_ins` of the access logs"
    : "`npm run doctor`";
  return [
    {
      height: 2,
      widgets: [
        text(
          `# ${name}\n[${application.url}](${application.url}) · Reasons of failed sign-ins: ${reasons}`,
        ),
      ],
    },
    signInRow(loadBalancer),
    clientRow(region, { userPoolId, appClientId }),
    ...(services.length === 0
      ? []
      : [requestRow(region, services), taskRow(region, services, application.hasInsights)]),
    // On a shared load balancer, its dashboard has them.
    ...(isShared ? [] : [loadRow(loadBalancer)]),
  ];
}
