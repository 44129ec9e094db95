import type { Construct } from "constructs";
import { type FirewallRule, groupRule, priorities, rateLimitRule } from "./firewall-rules";
import type { FirewallSettings } from "./firewall-settings";
import {
  bodyRules,
  callbackRules,
  coreLabels,
  coreRuleSet,
  ipReputationList,
  isBadInputRule,
  knownBadInputs,
  sizeRules,
} from "./managed-rules";
import { all, any, hasLabel, hasPath, not } from "./statements";
import { WebAcl } from "./web-acl";

/** Where the load balancer finishes a sign-in. It answers these requests itself. */
const callbackPath = "/oauth2/idpresponse";

/** Settings of {@link LoadBalancerFirewall}. */
export interface LoadBalancerFirewallSettings extends FirewallSettings {
  /** Paths, or prefixes that end with `*`, whose bodies are not searched for attacks. */
  readonly uploadPaths: readonly string[];
  /** Names of further rule groups of AWS. */
  readonly managedRuleGroups: readonly string[];
}

/** Properties for {@link LoadBalancerFirewall}. */
export interface LoadBalancerFirewallProps {
  /** Name of the load balancer. */
  readonly name: string;
  readonly loadBalancerArn: string;
  readonly settings: LoadBalancerFirewallSettings;
}

/**
 * AWS WAF in front of a load balancer that signs users in. It runs before sign-in, and evaluates the
 * managed rules with the exceptions that sign-in needs: rules that match a callback or an upload only
 * count, and a later rule blocks what they labelled on every other path.
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-managed-rule-groups-labels.html
 */
export class LoadBalancerFirewall extends WebAcl {
  constructor(scope: Construct, id: string, props: LoadBalancerFirewallProps) {
    super(scope, id, {
      name: props.name,
      settings: props.settings,
      rules: rulesOf(props.settings),
      resourceArn: props.loadBalancerArn,
    });
  }
}

function rulesOf(settings: LoadBalancerFirewallSettings): FirewallRule[] {
  const { countedRules, uploadPaths } = settings;
  // A rule that the environment counts must not block by its label either.
  const uploadRules =
    uploadPaths.length === 0 ? [] : bodyRules.filter((rule) => !countedRules.includes(rule));
  const counted = [...callbackRules, ...sizeRules, ...uploadRules, ...countedRules];
  return [
    groupRule("ip-reputation", ipReputationList, priorities.ipReputationList),
    groupRule("known-bad-inputs", knownBadInputs, priorities.knownBadInputs, {
      counted: countedRules.filter(isBadInputRule),
    }),
    groupRule("core-rule-set", coreRuleSet, priorities.coreRuleSet, {
      counted: counted.filter((rule) => !isBadInputRule(rule)),
    }),
    blockOutside("callback", priorities.callback, callbackRules, [callbackPath]),
    ...(uploadRules.length === 0
      ? []
      : [blockOutside("bodies", priorities.bodies, uploadRules, uploadPaths)]),
    rateLimitRule(settings.rateLimit, { status429: true }),
    ...settings.managedRuleGroups.map((group, index) =>
      groupRule(group, group, priorities.additionalGroups + index),
    ),
  ];
}

/** Blocks what rules of the core rule set have labelled, except on these paths. */
function blockOutside(
  name: string,
  priority: number,
  rules: readonly (keyof typeof coreLabels)[],
  paths: readonly string[],
): FirewallRule {
  const labels = any(rules.map((rule) => hasLabel(coreLabels[rule])));
  const [first, ...others] = paths.map((path) => not(hasPath(path)));
  if (first === undefined) throw new Error(`rule ${name} has no path`);
  return { name: `${name}-elsewhere`, priority, statement: all([labels, first, ...others]) };
}
