import type { Json } from "../terraform-stack.ts";
import { accountId, type SyntheticContext, syntheticValue } from "./synthetic-values.ts";

type Find = (context: SyntheticContext) => Json;

/**
 * What data sources find in AWS, which the emulator does not ask: what follows from their arguments, and
 * otherwise values of AWS's shape, the same ones at every start.
 */
const existingValues: Readonly<Record<string, Readonly<Record<string, Find>>>> = {
  aws_lb_listener: {
    arn: (context) => context.attribute("arn"),
    id: (context) => context.attribute("arn"),
    load_balancer_arn: (context) =>
      context.attribute("load_balancer_arn") || loadBalancerOfListener(context.attribute("arn")),
  },
  aws_lb: {
    arn: loadBalancerArn,
    id: loadBalancerArn,
    name: loadBalancerName,
    arn_suffix: (context) => loadBalancerArn(context).split(":loadbalancer/")[1] ?? "",
    // As the emulator calls load balancers that are not in the source.
    dns_name: (context) => `${loadBalancerName(context)}.${context.region}.elb.amazonaws.com`,
    zone_id: (context) => syntheticValue("aws_lb", "zone_id", context) ?? "",
    security_groups: (context) => [syntheticValue("aws_security_group", "id", context) ?? ""],
    // AWS's default.
    idle_timeout: () => 60,
  },
  aws_acm_certificate: {
    arn: (context) => syntheticValue("aws_acm_certificate", "arn", context) ?? "",
    id: (context) => syntheticValue("aws_acm_certificate", "arn", context) ?? "",
  },
  aws_cognito_user_pool: {
    id: (context) => context.attribute("user_pool_id"),
    arn: (context) =>
      `arn:aws:cognito-idp:${context.region}:${accountId}:userpool/${context.attribute("user_pool_id")}`,
  },
};

/** @returns `undefined` for what only AWS knows */
export function existingValue(
  type: string,
  attribute: string,
  context: SyntheticContext,
): Json | undefined {
  return existingValues[type]?.[attribute]?.(context);
}

function loadBalancerOfListener(listenerArn: string): string {
  return listenerArn.replace(":listener/", ":loadbalancer/").replace(/\/[^/]*$/, "");
}

/** By ARN, or by name. */
function loadBalancerArn(context: SyntheticContext): string {
  return context.attribute("arn") || (syntheticValue("aws_lb", "arn", context) ?? "");
}

function loadBalancerName(context: SyntheticContext): string {
  return loadBalancerArn(context).split("/").at(-2) ?? "";
}
