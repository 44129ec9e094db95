import type { Statement } from "./statements";

/** Groups that every firewall evaluates. */
export const ipReputationList = "AWSManagedRulesAmazonIpReputationList";
export const knownBadInputs = "AWSManagedRulesKnownBadInputsRuleSet";
export const coreRuleSet = "AWSManagedRulesCommonRuleSet";

const coreNamespace = "awswaf:managed:aws:core-rule-set";

/**
 * Labels by rule of the core rule set. A label is spelled otherwise than its rule, and AWS accepts any
 * text as a label: one that is spelled like the rule would never match.
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html
 */
export const coreLabels = {
  SizeRestrictions_QUERYSTRING: `${coreNamespace}:SizeRestrictions_QueryString`,
  EC2MetaDataSSRF_QUERYARGUMENTS: `${coreNamespace}:EC2MetaDataSSRF_QueryArguments`,
  GenericRFI_QUERYARGUMENTS: `${coreNamespace}:GenericRFI_QueryArguments`,
  EC2MetaDataSSRF_BODY: `${coreNamespace}:EC2MetaDataSSRF_Body`,
  GenericLFI_BODY: `${coreNamespace}:GenericLFI_Body`,
  GenericRFI_BODY: `${coreNamespace}:GenericRFI_Body`,
  CrossSiteScripting_BODY: `${coreNamespace}:CrossSiteScripting_Body`,
} as const;

/** A rule whose label a later rule looks at. */
export type LabelledRule = keyof typeof coreLabels;

/** Rules that match a callback of a sign-in: `state` is long and contains where the user came from. */
export const callbackRules = [
  "SizeRestrictions_QUERYSTRING",
  "EC2MetaDataSSRF_QUERYARGUMENTS",
  "GenericRFI_QUERYARGUMENTS",
] as const satisfies readonly LabelledRule[];

/** Rules that match content of bodies. */
export const bodyRules = [
  "EC2MetaDataSSRF_BODY",
  "GenericLFI_BODY",
  "GenericRFI_BODY",
  "CrossSiteScripting_BODY",
] as const satisfies readonly LabelledRule[];

/** Rules that only count everywhere: four shards of a session exceed 10 KB, and forms exceed 8 KB. */
export const sizeRules = ["SizeRestrictions_Cookie_HEADER", "SizeRestrictions_BODY"] as const;

/** Rules of the known bad inputs, whose names begin with one of these. */
const badInputs =
  /^(JavaDeserializationRCE|Host_localhost|PROPFIND|ExploitablePaths|Log4JRCE|ReactJSRCE)_/;

/** Whether a rule belongs to the known bad inputs, and not to the core rule set. */
export function isBadInputRule(rule: string): boolean {
  return badInputs.test(rule);
}

/** Options of {@link managedGroup}. */
export interface ManagedGroupOptions {
  /** Rules that only count. */
  readonly counted?: readonly string[];
  /** Requests that the group looks at. @default - all */
  readonly scope?: Statement;
}

/** A rule group that AWS maintains. */
export function managedGroup(
  name: string,
  { counted = [], scope }: ManagedGroupOptions = {},
): Statement {
  return {
    managed_rule_group_statement: {
      vendor_name: "AWS",
      name,
      ...(counted.length === 0
        ? {}
        : {
            rule_action_override: counted.map((rule) => ({
              name: rule,
              action_to_use: { count: {} },
            })),
          }),
      ...(scope === undefined ? {} : { scope_down_statement: scope }),
    },
  };
}
