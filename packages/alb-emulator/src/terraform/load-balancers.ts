import type { Listener, LoadBalancerModel, TargetGroup } from "../model/load-balancer.ts";
import type { OwnedListener } from "./existing-listeners.ts";
import { existingLoadBalancers, type LoadBalancerProperties } from "./existing-load-balancers.ts";
import { readHostNames } from "./host-names.ts";
import { type ListenerContext, readListeners } from "./listeners.ts";
import type { ResourceReader } from "./resource-reader.ts";
import { withRuleGroups } from "./rule-groups.ts";
import { loadBalancerSchema, otherLoadBalancerSchema } from "./schemas/load-balancer.ts";
import { readSecurityGroups } from "./security-group-rules.ts";
import { readServices } from "./services.ts";
import { existingTargetGroup, forwardedTo, readTargetGroups } from "./target-groups.ts";
import type { JsonObject } from "./terraform-stack.ts";

/** Every application load balancer with its listeners, rules, targets and security groups. */
export function readLoadBalancers(
  reader: ResourceReader,
  context: ListenerContext,
): readonly LoadBalancerModel[] {
  const services = readServices(reader, context.issues);
  const declaredGroups = readTargetGroups(reader, services);
  const securityGroups = readSecurityGroups(reader);
  const listeners = readListeners(reader, context);
  const hostNamesOf = readHostNames(reader);
  const declared = readDeclared(reader, listeners, context);
  const arns = declared.map(({ arn }) => arn);
  const all = [...declared, ...existingLoadBalancers(reader, listeners, arns, context.notes)];
  return all.map(({ root, securityGroupIds, ...properties }) => {
    const { arn, name, dnsName } = properties;
    // A root module with several load balancers: each is an application of its own.
    const isOnly = all.filter((other) => other.root === root).length === 1;
    const application = isOnly ? root : name;
    const own = listeners
      .filter(({ loadBalancerArn }) => loadBalancerArn === arn)
      .map(({ listener }) => listener);
    const targetGroups = reachable(own, declaredGroups);
    const registered = services.filter(({ targetGroupArn }) =>
      targetGroups.some((group) => group.arn === targetGroupArn),
    );
    return {
      application,
      ...properties,
      hostNames: hostNamesOf(dnsName, own),
      listeners: own.map((listener) => withRuleGroups(listener, registered)),
      targetGroups,
      network: {
        securityGroupIds,
        ingress: securityGroups.ingressOf(securityGroupIds),
        egress: securityGroups.egressOf(securityGroupIds),
        targetIngress: Object.fromEntries(
          registered.map(({ targetGroupArn, securityGroupIds: ids }) => [
            targetGroupArn,
            { securityGroupIds: ids, ingress: securityGroups.ingressOf(ids) },
          ]),
        ),
      },
      services: registered.map(({ service }) => ({ ...service, application })),
    };
  });
}

/** Network and gateway load balancers sign nobody in: they are left out. */
function readDeclared(
  reader: ResourceReader,
  listeners: readonly OwnedListener[],
  { issues, notes }: ListenerContext,
): readonly LoadBalancerProperties[] {
  const isOther = ({ load_balancer_type: type }: JsonObject) =>
    type === "network" || type === "gateway";
  const others = reader.readWhere("aws_lb", otherLoadBalancerSchema, isOther);
  for (const { address, attributes, computed } of others) {
    const arn = computed("arn");
    if (listeners.some(({ loadBalancerArn }) => loadBalancerArn === arn)) {
      issues.add(
        `${address}: load_balancer_type "${attributes.load_balancer_type}": only application load balancers have HTTP and HTTPS listeners, and only they can sign users in. Set load_balancer_type to application.`,
      );
    } else {
      notes.push(`${address} is not an application load balancer, so it is not served.`);
    }
  }
  return reader
    .readWhere("aws_lb", loadBalancerSchema, (declared) => !isOther(declared))
    .map(({ application: root, attributes, computed, region }) => {
      const arn = computed("arn");
      return {
        root,
        name: arn.split("/")[2] ?? root,
        arn,
        region: region(),
        dnsName: computed("dns_name"),
        idleTimeoutSeconds: attributes.idle_timeout,
        dropInvalidHeaderFields: attributes.drop_invalid_header_fields,
        preserveHostHeader: attributes.preserve_host_header,
        xffHeaderProcessingMode: attributes.xff_header_processing_mode,
        securityGroupIds: attributes.security_groups,
      };
    });
}

function reachable(
  listeners: readonly Listener[],
  declared: readonly TargetGroup[],
): readonly TargetGroup[] {
  const arns = listeners
    .flatMap(({ rules, defaultRule }) => [...rules, defaultRule])
    .flatMap(({ actions }) => forwardedTo(actions));
  return [...new Set(arns)].map(
    (arn) => declared.find((group) => group.arn === arn) ?? existingTargetGroup(arn),
  );
}
