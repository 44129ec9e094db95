import type { TerraformStack } from "cdktf";
import type { Application } from "../config/schema/environment";
import { LoadBalancer } from "../constructs/load-balancer/load-balancer";
import type { Network } from "../constructs/network/network";
import { createAccessLogTable, type ServedRoutes } from "./access-log-table";
import { createLoadBalancerFirewall } from "./firewalls";
import { monitorLoadBalancer } from "./monitoring/monitor-load-balancer";
import type { StackMonitoring } from "./monitoring/stack-monitoring";

/** Settings of a load balancer and of whoever has one of its own. */
export type LoadBalancerSettings = Pick<
  Application,
  | "internal"
  | "idleTimeoutSeconds"
  | "accessLogRetentionDays"
  | "accessLogTable"
  | "firewall"
  | "deletionProtection"
>;

/** Options of {@link createOwnLoadBalancer}. */
export interface OwnLoadBalancerOptions {
  /** At most 32 characters; also a prefix of what belongs to the load balancer. */
  readonly name: string;
  readonly settings: LoadBalancerSettings;
  readonly network: Network;
  readonly region: string;
  /** Absent for a load balancer that applications share. */
  readonly served?: ServedRoutes;
  /** Absent where the environment has no monitoring. */
  readonly monitoring: StackMonitoring | undefined;
}

/** A load balancer of the stack's own, with everything that belongs to a load balancer. */
export function createOwnLoadBalancer(
  stack: TerraformStack,
  { name, settings, network, region, served, monitoring }: OwnLoadBalancerOptions,
): LoadBalancer {
  const loadBalancer = new LoadBalancer(stack, "load_balancer", {
    name,
    network,
    internal: settings.internal,
    idleTimeoutSeconds: settings.idleTimeoutSeconds,
    accessLogRetentionDays: settings.accessLogRetentionDays,
    wafFailOpen: settings.firewall?.failOpen,
    deletionProtection: settings.deletionProtection,
  });
  const { accessLogBucketName, loadBalancerArnSuffix } = loadBalancer;
  createAccessLogTable(stack, { name, region, accessLogBucketName, settings, served });
  createLoadBalancerFirewall(stack, settings.firewall, {
    name,
    loadBalancerArn: loadBalancer.loadBalancerArn,
  });
  monitorLoadBalancer(stack, monitoring, {
    loadBalancerArnSuffix,
    isShared: served === undefined,
    hasAccessLogTable: settings.accessLogTable !== undefined,
  });
  return loadBalancer;
}
