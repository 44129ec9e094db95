import { canonicalRange } from "../ip-range";
import {
  type AdditionalRuleGroup,
  additionalRuleGroups,
  countableRules,
} from "../managed-rule-groups";
import { matches } from "./check";
import { isNotCallbackPath } from "./conditions";
import * as field from "./field";
import { logRetentionDays } from "./log-retention";

const maxRanges = 10_000;

const rangeSchema = field.string({
  passes: (range) => canonicalRange(range) === range && !range.endsWith("/0"),
  message:
    "must be an IPv4 or IPv6 range in CIDR notation that begins at its first address, other than /0",
  fix: (range) => {
    const canonical = canonicalRange(range);
    return canonical === undefined || canonical.endsWith("/0")
      ? 'write it like "203.0.113.0/24" or "2001:db8::/32"'
      : `write ${JSON.stringify(canonical)}`;
  },
});

const ruleGroupNames = Object.keys(additionalRuleGroups) as [
  AdditionalRuleGroup,
  ...AdditionalRuleGroup[],
];

const requestsSchema = field.integer({ min: 10, max: 2_000_000_000 });
const windowSchema = field.oneOf([60, 120, 300, 600]);

/** Fields of every firewall. */
const firewallFields = {
  /** `count` blocks nothing and writes what it would have blocked to the log: try the firewall with it first. @default "block" */
  mode: field.oneOf(["block", "count"]).default("block"),
  /** IPv4 and IPv6 ranges whose requests are blocked. @default - none */
  blockedRanges: field.list(rangeSchema, { max: maxRanges }).default(() => []),
  /** IPv4 and IPv6 ranges whose requests pass without any further rule, the rate limit included, such as those of load tests. @default - none */
  trustedRanges: field.list(rangeSchema, { max: maxRanges }).default(() => []),
  /** Rules of the core rule set and of the known bad inputs that only count, where they block what users need. The firewall's log names the rule. @default - none */
  countedRules: field.list(field.oneOf(countableRules)).default(() => []),
  /** Days to keep the log of requests that were blocked or counted. @default 365 */
  logRetentionDays: field.oneOf(logRetentionDays).default(365),
};

/** AWS WAF in front of a load balancer. */
export const firewallSchema = field.object({
  ...firewallFields,
  /** How much one address may send; more gets 429 until the rate falls. Users behind one office or mobile network share an address. */
  rateLimit: field
    .object({
      /** Number of requests in the window, 10 to 2000000000. @default 2000 */
      requests: requestsSchema.default(2000),
      /** Length of the window in seconds. @default 300 */
      windowSeconds: windowSchema.default(300),
    })
    .prefault({}),
  /**
   * Paths whose bodies may contain what looks like an attack, such as uploads and texts with markup:
   * one path, or all below one, like `/files/*`. Everything but the body is inspected there too.
   * @default - none
   */
  uploadPaths: field
    .list(
      field.string(
        matches(
          /^\/[A-Za-z0-9_\-.$/~'@:+&]{0,196}\*?$/,
          "must be a path of at most 198 characters, with a wildcard at its end at most",
          'write it like "/files/*"',
        ),
        matches(
          /^(?!\/\*?$)/,
          "must not be every path: no body would be inspected for attacks",
          "name the paths that receive uploads",
        ),
        isNotCallbackPath,
      ),
      { max: 10 },
    )
    .default(() => []),
  /** Further rule groups of AWS, evaluated last. Each costs what a rule costs. @default - none */
  managedRuleGroups: field.list(field.oneOf(ruleGroupNames)).default(() => []),
  /** Whether requests pass when AWS WAF does not respond. Otherwise the load balancer returns 500. @default false */
  failOpen: field.boolean().default(false),
});

/** AWS WAF in front of the sign-in pages and the sign-in operations of a user pool. */
export const userPoolFirewallSchema = field.object({
  ...firewallFields,
  /** How often one address may open a page of the sign-in or send something from it; more gets 403 until the rate falls. A sign-in has two or three such requests. */
  rateLimit: field
    .object({
      /** Number of requests in the window, 10 to 2000000000. @default 500 */
      requests: requestsSchema.default(500),
      /** Length of the window in seconds. @default 300 */
      windowSeconds: windowSchema.default(300),
    })
    .prefault({}),
});
