import type { ITerraformDependable, TerraformStack } from "cdktf";
import { edgeStackName } from "../config/constraints/edge";
import type { Application, Environment } from "../config/schema/environment";
import { HttpsListener } from "../constructs/load-balancer/https-listener";
import type { LoadBalancerReference } from "../constructs/load-balancer/load-balancer-reference";
import type { ActionContext } from "../constructs/load-balancer/rule-actions";
import { SharedListenerRules } from "../constructs/load-balancer/shared-listener-rules";
import { SharedLoadBalancer } from "../constructs/load-balancer/shared-load-balancer";
import type { Network } from "../constructs/network/network";
import type { Cluster } from "../constructs/service/cluster";
import { sharedListenerPriorities } from "../routing/route";
import type { RulePlan } from "../routing/rule-plan";
import { applicationNetwork, networkPromises } from "./application-network";
import { onExistingListener } from "./existing-listener";
import type { StackMonitoring } from "./monitoring/stack-monitoring";
import { createOwnLoadBalancer } from "./own-load-balancer";
import { createRouteQuery } from "./shared-access-log-table";
import { readEdge } from "./state/edge-contract";
import type { StackAddress } from "./state/stack-address";

/** What {@link ApplicationLoadBalancer.listen} declares. */
export interface ApplicationListenerOptions {
  /** ARN of a certificate for every host name of the application. */
  readonly certificateArn: string;
  readonly context: ActionContext;
}

/** The load balancer in front of an application, and what comes with it. */
export interface ApplicationLoadBalancer {
  readonly network: Network;
  readonly loadBalancer: LoadBalancerReference;
  /** Absent where the load balancer's owner decides about access logs. */
  readonly accessLogBucketName: string | undefined;
  /** The cluster beside a shared load balancer. */
  readonly sharedCluster?: Cluster | undefined;
  /**
   * Declares the application's rules.
   * @returns what must exist before ECS registers targets, and before a host name leads here
   */
  listen(options: ApplicationListenerOptions): readonly ITerraformDependable[];
}

/** Options of {@link applicationLoadBalancer}. */
export interface ApplicationLoadBalancerOptions {
  readonly environment: Environment;
  readonly application: Application;
  /** The application's name in the environment. */
  readonly applicationName: string;
  readonly plan: RulePlan;
  /** Absent where the environment has no monitoring. */
  readonly monitoring: StackMonitoring | undefined;
  /** Where another stack of the environment keeps its state. */
  readonly addressOf: (component: string) => StackAddress;
}

/** The load balancer of an application: one of its own, that of the edge, or an existing one. */
export function applicationLoadBalancer(
  stack: TerraformStack,
  options: ApplicationLoadBalancerOptions,
): ApplicationLoadBalancer {
  const { loadBalancer } = options.application;
  if (loadBalancer.type === "existing") {
    return onExistingListener(stack, loadBalancer.listenerArn, options);
  }
  return loadBalancer.type === "edge"
    ? behindEdge(stack, loadBalancer.slot, options)
    : ownLoadBalancer(stack, options);
}

function ownLoadBalancer(
  stack: TerraformStack,
  {
    environment,
    application,
    applicationName,
    plan,
    monitoring,
    addressOf,
  }: ApplicationLoadBalancerOptions,
): ApplicationLoadBalancer {
  const { hostName, additionalHostNames } = application;
  const name = `${environment.name}-${applicationName}`;
  const network = applicationNetwork(stack, { environment, application, name, addressOf });
  const loadBalancer = createOwnLoadBalancer(stack, {
    name,
    settings: application,
    network,
    region: environment.region,
    served: { hostNames: [hostName, ...additionalHostNames], plan },
    monitoring,
  });
  return {
    network,
    loadBalancer,
    accessLogBucketName: loadBalancer.accessLogBucketName,
    listen: ({ certificateArn, context }) =>
      new HttpsListener(stack, "https_listener", {
        loadBalancerArn: loadBalancer.loadBalancerArn,
        certificateArn,
        plan,
        context,
      }).rules,
  };
}

function behindEdge(
  stack: TerraformStack,
  slot: number,
  { environment, application, applicationName, plan, addressOf }: ApplicationLoadBalancerOptions,
): ApplicationLoadBalancer {
  const edge = readEdge(stack, addressOf(edgeStackName), {
    application: applicationName,
    slot,
    idleTimeoutSeconds: application.idleTimeoutSeconds,
    network: networkPromises(environment, application),
  });
  const { network, httpsListenerArn } = edge;
  const loadBalancer = new SharedLoadBalancer(stack, "load_balancer", {
    loadBalancerArn: edge.loadBalancerArn,
    loadBalancerArnSuffix: edge.loadBalancerArnSuffix,
    loadBalancerDnsName: edge.loadBalancerDnsName,
    loadBalancerHostedZoneId: edge.loadBalancerHostedZoneId,
    loadBalancerSecurityGroupId: edge.loadBalancerSecurityGroupId,
    dualStack: network.dualStack,
  });
  if (environment.edge?.accessLogTable !== undefined) {
    createRouteQuery(stack, {
      loadBalancerName: `${environment.name}-${edgeStackName}`,
      applicationName,
      served: { hostNames: [application.hostName, ...application.additionalHostNames], plan },
      firstPriority: slot * sharedListenerPriorities,
    });
  }
  return {
    network,
    loadBalancer,
    accessLogBucketName: edge.accessLogBucketName,
    sharedCluster: {
      clusterArn: edge.clusterArn,
      clusterName: edge.clusterName,
      isShared: true,
      capacityProviders: [],
    },
    listen: ({ certificateArn, context }) =>
      new SharedListenerRules(stack, "https_listener", {
        listenerArn: httpsListenerArn,
        certificateArn,
        plan,
        context,
      }).rules,
  };
}
