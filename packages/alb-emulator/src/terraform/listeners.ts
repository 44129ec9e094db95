import type { Rule } from "../model/load-balancer.ts";
import type { UserPoolModel } from "../model/user-pool.ts";
import { toActions } from "./actions.ts";
import { toConditions, toTransforms } from "./conditions.ts";
import {
  existingListeners,
  type OwnedListener,
  type OwnedRule,
  sorted,
} from "./existing-listeners.ts";
import type { Issues } from "./reader-issues.ts";
import type { ResourceReader } from "./resource-reader.ts";
import type { RuleOrigins } from "./rule-origins.ts";
import { listenerRuleSchema, listenerSchema } from "./schemas/listener.ts";
import { isOfApplication } from "./user-pool-references.ts";

/** What else is needed to read listeners. */
export interface ListenerContext {
  readonly userPools: readonly UserPoolModel[];
  readonly issues: Issues;
  readonly ruleOrigins: RuleOrigins;
  /** Gets what is assumed of load balancers and listeners that are not declared. */
  readonly notes: string[];
}

/** Every listener with its rules: those that are declared, and those that only rules name. */
export function readListeners(
  reader: ResourceReader,
  context: ListenerContext,
): readonly OwnedListener[] {
  const rules = readRules(reader, context);
  const declared = reader
    .readWhere("aws_lb_listener", listenerSchema, isOfApplication)
    .map((resource): OwnedListener => {
      const { application, address, attributes } = resource;
      const arn = resource.computed("arn");
      const defaultRule: Rule = {
        arn: `${arn.replace(":listener/", ":listener-rule/")}/default`,
        address,
        priority: "default",
        conditions: [],
        actions: toActions(attributes.default_action, { ...context, address }),
        application,
        origin: originOf(resource, context),
      };
      const own = rules.filter(({ listenerArn }) => listenerArn === arn);
      return {
        loadBalancerArn: attributes.load_balancer_arn,
        application,
        listener: {
          arn,
          address,
          protocol: attributes.protocol,
          port: attributes.port,
          certificateArn: attributes.certificate_arn,
          rules: sorted(own.map(({ rule }) => rule)),
          defaultRule,
        },
      };
    });
  const arns = declared.map(({ listener }) => listener.arn);
  const others = rules.filter(({ listenerArn }) => !arns.includes(listenerArn));
  return [...declared, ...existingListeners(reader, others, context.notes)];
}

function readRules(reader: ResourceReader, context: ListenerContext): readonly OwnedRule[] {
  const read = reader.read("aws_lb_listener_rule", listenerRuleSchema);
  const highest = new Map<string, number>();
  for (const { attributes } of read) {
    const { listener_arn: listenerArn, priority = 0 } = attributes;
    highest.set(listenerArn, Math.max(priority, highest.get(listenerArn) ?? 0));
  }
  // The provider takes the next free priority for a rule without one.
  const next = (listenerArn: string) => {
    const priority = (highest.get(listenerArn) ?? 0) + 1;
    highest.set(listenerArn, priority);
    return priority;
  };
  return read.map((resource) => {
    const { application, address, attributes } = resource;
    const { listener_arn: listenerArn, priority, condition, action, transform } = attributes;
    return {
      listenerArn,
      application,
      rule: {
        arn: resource.computed("arn"),
        address,
        priority: priority ?? next(listenerArn),
        conditions: toConditions(condition),
        actions: toActions(action, { ...context, address }),
        ...(transform.length > 0 && { transforms: toTransforms(transform) }),
        application,
        origin: originOf(resource, context),
      },
    };
  });
}

function originOf(
  resource: { readonly application: string; readonly type: string; readonly name: string },
  { ruleOrigins }: ListenerContext,
): Rule["origin"] {
  return ruleOrigins[resource.application]?.[`${resource.type}.${resource.name}`];
}
