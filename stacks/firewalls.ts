import type { Construct } from "constructs";
import type { Environment } from "../config/schema/environment";
import {
  LoadBalancerFirewall,
  type LoadBalancerFirewallSettings,
} from "../constructs/firewall/load-balancer-firewall";
import { UserPoolFirewall } from "../constructs/firewall/user-pool-firewall";
import type { UserPoolReference } from "../constructs/identity/user-pool-reference";
import type { TerraformLiterals } from "./terraform-literals";

/** The firewall of a load balancer that has one. */
export function createLoadBalancerFirewall(
  scope: Construct,
  firewall: LoadBalancerFirewallSettings | undefined,
  loadBalancer: { readonly name: string; readonly loadBalancerArn: string },
): LoadBalancerFirewall | undefined {
  if (firewall === undefined) return undefined;
  return new LoadBalancerFirewall(scope, "firewall", {
    name: loadBalancer.name,
    loadBalancerArn: loadBalancer.loadBalancerArn,
    settings: firewall,
  });
}

/** The firewall of the user pool that an environment creates, if it has one. */
export function createUserPoolFirewall(
  scope: Construct,
  { name, identity }: TerraformLiterals<Environment>,
  { userPoolArn }: UserPoolReference,
): UserPoolFirewall | undefined {
  if (identity.type === "existing" || identity.firewall === undefined) return undefined;
  return new UserPoolFirewall(scope, "user_pool_firewall", {
    // Two hyphens: no application's name has them, so its firewall has another name.
    name: `${name}--user-pool`,
    userPoolArn,
    settings: identity.firewall,
  });
}
