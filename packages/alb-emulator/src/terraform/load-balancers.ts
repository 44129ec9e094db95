import type {
  Listener,
  LoadBalancerModel,
  ServedApplication,
  TargetGroup,
} from "../model/load-balancer.ts";
import { readCertificates, withCertificates } from "./certificates.ts";
import type { OwnedListener } from "./existing-listeners.ts";
import { existingLoadBalancers, type LoadBalancerProperties } from "./existing-load-balancers.ts";
import { type HostNames, readHostNames } from "./host-names.ts";
import { type ListenerContext, readListeners } from "./listeners.ts";
import type { ResourceReader } from "./resource-reader.ts";
import { withRuleGroups } from "./rule-groups.ts";
import { loadBalancerSchema, otherLoadBalancerSchema } from "./schemas/load-balancer.ts";
import { readSecurityGroups } from "./security-group-rules.ts";
import { type RegisteredService, readServices } from "./services.ts";
import {
  applicationNames,
  type LoadBalancerParts,
  otherRootsAt,
  rootsAt,
  withApplications,
  withRootsOfTargetGroups,
} from "./shared-load-balancers.ts";
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
  const certificates = readCertificates(reader);
  const listeners = readListeners(reader, context);
  const hostNamesOf = readHostNames(reader, certificates);
  const declared = readDeclared(reader, listeners, context);
  const arns = declared.map(({ arn }) => arn);
  const found = [...declared, ...existingLoadBalancers(reader, listeners, arns, context.notes)];
  const all = found.map((properties) => {
    const { arn, name, root } = properties;
    const own = listeners
      .filter(({ loadBalancerArn }) => loadBalancerArn === arn)
      .map(({ listener }) => withCertificates(listener, certificates));
    // A root module with several load balancers: each is an application of its own.
    const isOnly = found.filter((other) => other.root === root).length === 1;
    return {
      properties,
      root,
      application: isOnly ? root : name,
      listeners: own,
      targetGroups: withRootsOfTargetGroups(reachable(own, declaredGroups), own),
    };
  });
  const nameOf = applicationNames(all);
  return all.map((parts) => {
    const { root: _, securityGroupIds, ...properties } = parts.properties;
    const registered = services.filter(({ targetGroupArn }) =>
      parts.targetGroups.some((group) => group.arn === targetGroupArn),
    );
    const named = namedParts(parts, registered, nameOf);
    const otherRoots = otherRootsAt(parts);
    const hostNames = hostNamesOf({ ...parts, dnsName: properties.dnsName, otherRoots });
    return {
      application: parts.application,
      ...(otherRoots.length > 0 && { applications: served(parts, hostNames, nameOf) }),
      ...properties,
      hostNames: hostNames.all,
      listeners: named.listeners.map((listener) => withRuleGroups(listener, named.registered)),
      targetGroups: named.targetGroups,
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
      services: named.registered.map(({ service }) => service),
    };
  });
}

type NameOf = ReturnType<typeof applicationNames>;

/** Rules, target groups and services with the names of their applications. */
function namedParts(
  parts: LoadBalancerParts,
  registered: readonly RegisteredService[],
  nameOf: NameOf,
) {
  const isShared = otherRootsAt(parts).length > 0;
  const nameOfShared = (root = parts.root) => (isShared ? nameOf(parts, root) : undefined);
  return {
    listeners: parts.listeners.map((listener) => withApplications(listener, nameOfShared)),
    targetGroups: parts.targetGroups.map(({ application: root, ...group }) => {
      const application = nameOfShared(root);
      return { ...group, ...(application !== undefined && { application }) };
    }),
    registered: registered.map(({ service, ...registration }) => ({
      ...registration,
      service: {
        ...service,
        application: nameOfShared(service.application) ?? parts.application,
      },
    })),
  };
}

/** Its own root is one of them if it has more than a default answer. */
function served(
  parts: LoadBalancerParts,
  hostNames: HostNames,
  nameOf: NameOf,
): readonly ServedApplication[] {
  const others = otherRootsAt(parts);
  const named = others.flatMap((root) => hostNames.ofRoot(root));
  return rootsAt(parts).map((root) => {
    const own =
      root === parts.root
        ? hostNames.all.filter((name) => !named.includes(name))
        : hostNames.ofRoot(root);
    return { name: nameOf(parts, root), hostNames: own.length > 0 ? own : hostNames.all };
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
