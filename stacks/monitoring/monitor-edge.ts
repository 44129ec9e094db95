import { Construct } from "constructs";
import { CertificateAlarms } from "../../constructs/monitoring/certificate-alarms";
import { Dashboard } from "../../constructs/monitoring/dashboard/dashboard";
import { loadRow, signInRow } from "../../constructs/monitoring/dashboard/load-balancer-rows";
import { text } from "../../constructs/monitoring/dashboard/widgets";
import { firewallRowsIn } from "./firewall-rows";
import { alarmNamesIn } from "./monitor-application";
import type { StackMonitoring } from "./stack-monitoring";

/** An edge to monitor. */
export interface MonitoredEdge {
  readonly certificateArn: string;
  readonly loadBalancerArnSuffix: string;
  /** Whether its access logs are a table with saved queries. */
  readonly hasAccessLogTable: boolean;
}

/**
 * Creates what an edge has besides the alarms of its load balancer: those of its certificate, and a
 * dashboard of what all applications share.
 * @param monitoring absent where the environment has none
 */
export function monitorEdge(
  stack: Construct,
  monitoring: StackMonitoring | undefined,
  { certificateArn, loadBalancerArnSuffix, hasAccessLogTable }: MonitoredEdge,
): void {
  if (monitoring === undefined) return;
  const { name, topicArn, settings, region, hasDashboards } = monitoring;
  const scope = new Construct(stack, "monitoring");
  new CertificateAlarms(scope, "certificate", { name, topicArn, settings, certificateArn });
  if (!hasDashboards) return;
  const loadBalancer = { region, loadBalancerArnSuffix, isShared: true };
  const byApplication = hasAccessLogTable
    ? "query `failed_sign_ins` of the access logs"
    : "`npm run doctor -- --log-file` with an access-log file";
  const heading = `The load balancer of all applications; each has a dashboard of its own. Failed sign-ins by application: ${byApplication}`;
  new Dashboard(scope, "dashboard", {
    name,
    region,
    rows: [
      { height: 2, widgets: [text(`# ${name}\n${heading}`)] },
      signInRow(loadBalancer),
      loadRow(loadBalancer),
      ...firewallRowsIn(stack, region),
    ],
    alarmNames: alarmNamesIn(stack),
  });
}
