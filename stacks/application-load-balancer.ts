import type { TerraformStack } from "cdktf";
import { edgeStackName } from "../config/constraints/edge";
import { firstPriorityOf } from "../config/shared-listener";
import { HttpsListener } from "../constructs/load-balancer/https-listener";
import type { ActionContext } from "../constructs/load-balancer/rule-actions";
import { SharedListenerRules } from "../constructs/load-balancer/shared-listener-rules";
import { SharedLoadBalancer } from "../constructs/load-balancer/shared-load-balancer";
import { applicationNetwork, networkPromises } from "./application-network";
import { onExistingListener } from "./existing-listener";
import type {
  ApplicationLoadBalancer,
  ApplicationLoadBalancerOptions,
} from "./load-balancer-choice";
import { createOwnLoadBalancer } from "./own-load-balancer";
import { createRouteQuery } from "./shared-access-log-table";
import { readEdge } from "./state/edge-contract";

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
    listen: ({ certificateArn, context }) => {
      if (environment.edge?.accessLogTable !== undefined) {
        createRouteQuery(stack, {
          loadBalancerName: `${environment.name}-${edgeStackName}`,
          applicationName,
          served: { hostNames: [application.hostName, ...application.additionalHostNames], plan },
          firstPriority: firstPriorityOf(slot),
          targetGroupArns: targetGroupArnsOf(Object.keys(application.services), context),
        });
      }
      return new SharedListenerRules(stack, "https_listener", {
        listenerArn: httpsListenerArn,
        certificateArn,
        plan,
        context,
      }).rules;
    },
  };
}

/** The target groups of services and of their canaries. */
function targetGroupArnsOf(services: readonly string[], context: ActionContext): string[] {
  return services.flatMap((service) => {
    const canary = context.canaryOf?.(service);
    return [
      context.targetGroupArnOf(service),
      ...(canary === undefined ? [] : [canary.targetGroupArn]),
    ];
  });
}
