import type { DeclaredResource } from "../../terraform/resource-source.ts";
import { isObject, type Json } from "../../terraform/terraform-stack.ts";

/**
 * Resources without the rules of security groups that belong to something else, such as a database,
 * whose port only AWS may know.
 */
export function withAttachedSecurityGroups(
  resources: readonly DeclaredResource[],
): readonly DeclaredResource[] {
  const attached = new Set(resources.flatMap(({ attributes }) => groupsOf(attributes)));
  return resources.filter(({ type, attributes: { security_group_id: id } }) => {
    const isRule = /^aws_vpc_security_group_(in|e)gress_rule$/.test(type);
    return !isRule || typeof id !== "string" || attached.has(id);
  });
}

/** Of a load balancer, or of the tasks of a service. */
function groupsOf({
  security_groups: own,
  network_configuration: network,
}: DeclaredResource["attributes"]): readonly Json[] {
  return [own, isObject(network) ? network.security_groups : undefined].flatMap((groups) =>
    Array.isArray(groups) ? groups : [],
  );
}
