import type { TerraformStack } from "cdktf";
import { ExistingLoadBalancer } from "../constructs/load-balancer/existing-load-balancer";
import { SharedListenerRules } from "../constructs/load-balancer/shared-listener-rules";
import { SharedLoadBalancer } from "../constructs/load-balancer/shared-load-balancer";
import { applicationNetwork } from "./application-network";
import type {
  ApplicationLoadBalancer,
  ApplicationLoadBalancerOptions,
} from "./load-balancer-choice";

/** The load balancer of a listener that somebody else runs. */
export function onExistingListener(
  stack: TerraformStack,
  listenerArn: string,
  { environment, application, applicationName, plan, addressOf }: ApplicationLoadBalancerOptions,
): ApplicationLoadBalancer {
  const name = `${environment.name}-${applicationName}`;
  const network = applicationNetwork(stack, { environment, application, name, addressOf });
  const existing = new ExistingLoadBalancer(stack, "existing_load_balancer", {
    listenerArn,
    vpcId: network.vpcId,
    dualStack: network.dualStack,
    internal: application.internal,
    idleTimeoutSeconds: application.idleTimeoutSeconds,
  });
  const loadBalancer = new SharedLoadBalancer(stack, "load_balancer", {
    loadBalancerArn: existing.loadBalancerArn,
    loadBalancerArnSuffix: existing.loadBalancerArnSuffix,
    loadBalancerDnsName: existing.loadBalancerDnsName,
    loadBalancerHostedZoneId: existing.loadBalancerHostedZoneId,
    loadBalancerSecurityGroupId: existing.loadBalancerSecurityGroupId,
    dualStack: network.dualStack,
  });
  return {
    network,
    loadBalancer,
    accessLogBucketName: undefined,
    listen: ({ certificateArn, context }) =>
      new SharedListenerRules(stack, "https_listener", {
        listenerArn: existing.listenerArn,
        certificateArn,
        plan,
        context,
        after: existing.check,
      }).rules,
  };
}
