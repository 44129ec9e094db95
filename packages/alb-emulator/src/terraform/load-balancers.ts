import type { Listener, LoadBalancerModel, Rule, TargetGroup } from "../model/load-balancer.ts";
import type { UserPoolModel } from "../model/user-pool.ts";
import { toActions } from "./actions.ts";
import { toConditions, toTransforms } from "./conditions.ts";
import { readHostNames } from "./host-names.ts";
import type { Issues } from "./reader-issues.ts";
import type { ResourceReader } from "./resource-reader.ts";
import type { RuleOrigins } from "./rule-origins.ts";
import { listenerRuleSchema, listenerSchema } from "./schemas/listener.ts";
import { loadBalancerSchema } from "./schemas/load-balancer.ts";
import { readSecurityGroups } from "./security-group-rules.ts";
import { readServices } from "./services.ts";
import { existingTargetGroup, forwardedTo, readTargetGroups } from "./target-groups.ts";

/** Every application load balancer with its listeners, rules, targets and security groups. */
export function readLoadBalancers(
  reader: ResourceReader,
  userPools: readonly UserPoolModel[],
  issues: Issues,
  ruleOrigins: RuleOrigins,
): readonly LoadBalancerModel[] {
  const services = readServices(reader, issues);
  const declaredGroups = readTargetGroups(reader, services);
  const securityGroups = readSecurityGroups(reader);
  const listeners = readListeners(reader, userPools, issues, ruleOrigins);
  const hostNamesOf = readHostNames(reader);
  const declared = reader.read("aws_lb", loadBalancerSchema);
  return declared.map(({ application: root, attributes, computed, region }) => {
    const arn = computed("arn");
    const name = arn.split("/")[2] ?? root;
    // A root module with several load balancers: each is an application of its own.
    const isOnly = declared.filter((other) => other.application === root).length === 1;
    const application = isOnly ? root : name;
    const own = listeners.filter(({ loadBalancerArn }) => loadBalancerArn === arn);
    const targetGroups = reachable(
      own.map(({ listener }) => listener),
      declaredGroups,
    );
    const registered = services.filter(({ targetGroupArn }) =>
      targetGroups.some((group) => group.arn === targetGroupArn),
    );
    return {
      application,
      name,
      arn,
      region: region(),
      dnsName: computed("dns_name"),
      hostNames: hostNamesOf(
        computed("dns_name"),
        own.map(({ listener }) => listener),
      ),
      idleTimeoutSeconds: attributes.idle_timeout,
      dropInvalidHeaderFields: attributes.drop_invalid_header_fields,
      preserveHostHeader: attributes.preserve_host_header,
      xffHeaderProcessingMode: attributes.xff_header_processing_mode,
      listeners: own.map(({ listener }) => listener),
      targetGroups,
      network: {
        securityGroupIds: attributes.security_groups,
        ingress: securityGroups.ingressOf(attributes.security_groups),
        egress: securityGroups.egressOf(attributes.security_groups),
        targetIngress: Object.fromEntries(
          registered.map(({ targetGroupArn, securityGroupIds }) => [
            targetGroupArn,
            { securityGroupIds, ingress: securityGroups.ingressOf(securityGroupIds) },
          ]),
        ),
      },
      services: registered.map(({ service }) => ({ ...service, application })),
    };
  });
}

interface OwnedListener {
  readonly loadBalancerArn: string;
  readonly listener: Listener;
}

function readListeners(
  reader: ResourceReader,
  userPools: readonly UserPoolModel[],
  issues: Issues,
  ruleOrigins: RuleOrigins,
): readonly OwnedListener[] {
  const originOf = (application: string, type: string, name: string) =>
    ruleOrigins[application]?.[`${type}.${name}`];
  const rules = reader
    .read("aws_lb_listener_rule", listenerRuleSchema)
    .map(({ application, type, name, address, attributes, computed }) => ({
      listenerArn: attributes.listener_arn,
      rule: {
        arn: computed("arn"),
        address,
        priority: attributes.priority,
        conditions: toConditions(attributes.condition),
        actions: toActions(attributes.action, { address, userPools, issues }),
        ...(attributes.transform.length > 0 && { transforms: toTransforms(attributes.transform) }),
        origin: originOf(application, type, name),
      },
    }));
  return reader
    .read("aws_lb_listener", listenerSchema)
    .map(({ application, type, name, address, attributes, computed }) => {
      const arn = computed("arn");
      const defaultRule: Rule = {
        arn: `${arn.replace(":listener/", ":listener-rule/")}/default`,
        address,
        priority: "default",
        conditions: [],
        actions: toActions(attributes.default_action, { address, userPools, issues }),
        origin: originOf(application, type, name),
      };
      return {
        loadBalancerArn: attributes.load_balancer_arn,
        listener: {
          arn,
          address,
          protocol: attributes.protocol,
          port: attributes.port,
          certificateArn: attributes.certificate_arn,
          rules: rules
            .filter(({ listenerArn }) => listenerArn === arn)
            .map(({ rule }) => rule)
            .sort((one, other) => one.priority - other.priority),
          defaultRule,
        },
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
