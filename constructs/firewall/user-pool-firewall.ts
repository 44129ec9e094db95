import type { Construct } from "constructs";
import { type FirewallRule, groupRule, priorities, rateLimitRule } from "./firewall-rules";
import type { FirewallSettings } from "./firewall-settings";
import {
  callbackRules,
  coreRuleSet,
  ipReputationList,
  isBadInputRule,
  knownBadInputs,
  sizeRules,
} from "./managed-rules";
import { any, hasHeader, hasPath } from "./statements";
import { WebAcl } from "./web-acl";

/**
 * Pages of the hosted UI and of managed login that users send something from. `/oauth2/token` and
 * `/oauth2/userInfo` are not among them: load balancers call these for every user, from few addresses,
 * and a rate limit would sign everybody out. Nor are the callbacks of identity providers.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/managed-login-endpoints.html
 */
const pages = [
  "/login*",
  "/signup*",
  "/forgotPassword*",
  // Of new accounts, and of new passwords.
  "/confirm*",
  "/resendcode*",
  "/changePassword*",
  "/mfa*",
  "/passkeys*",
] as const;

/** Operations of the API that sign users in, or send them codes, without credentials of AWS. */
const operations = [
  "InitiateAuth",
  "RespondToAuthChallenge",
  "SignUp",
  "ConfirmSignUp",
  "ResendConfirmationCode",
  "ForgotPassword",
  "ConfirmForgotPassword",
] as const;

const signIn = any([
  ...pages.map(hasPath),
  ...operations.map((operation) =>
    hasHeader("x-amz-target", `AWSCognitoIdentityProviderService.${operation}`),
  ),
]);

/** Properties for {@link UserPoolFirewall}. */
export interface UserPoolFirewallProps {
  /** Prefix of every name. */
  readonly name: string;
  readonly userPoolArn: string;
  readonly settings: FirewallSettings;
}

/**
 * AWS WAF in front of what signs users in at a user pool. It never sees user names, passwords and email
 * addresses, which Cognito leaves out.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-waf.html
 */
export class UserPoolFirewall extends WebAcl {
  constructor(scope: Construct, id: string, props: UserPoolFirewallProps) {
    super(scope, id, {
      name: props.name,
      settings: props.settings,
      rules: rulesOf(props.settings),
      resourceArn: props.userPoolArn,
    });
  }
}

function rulesOf({ countedRules, rateLimit }: FirewallSettings): FirewallRule[] {
  // A page of the pool has the whole request of a sign-in in its query string: `state`, and the URL of the
  // application, which may be on localhost.
  const counted = [...callbackRules, ...sizeRules, ...countedRules];
  return [
    groupRule("ip-reputation", ipReputationList, priorities.ipReputationList, { scope: signIn }),
    groupRule("known-bad-inputs", knownBadInputs, priorities.knownBadInputs, {
      counted: countedRules.filter(isBadInputRule),
      scope: signIn,
    }),
    groupRule("core-rule-set", coreRuleSet, priorities.coreRuleSet, {
      counted: counted.filter((rule) => !isBadInputRule(rule)),
      scope: signIn,
    }),
    // Cognito's pages show their own text, so the status is AWS WAF's.
    rateLimitRule(rateLimit, { scope: signIn, status429: false }),
  ];
}
