import type {
  LbListenerRuleAction,
  LbListenerRuleActionAuthenticateCognito,
} from "@cdktf/provider-aws/lib/lb-listener-rule";
import type { Target } from "../../routing/route";
import type { PlannedLogin, PlannedToken } from "../../routing/rule-plan";
import { type TokenIssuer, validateToken } from "./token-validation";

/** What the load balancer needs in order to sign users in. */
export interface CognitoClient {
  readonly userPoolArn: string;
  readonly userPoolClientId: string;
  /** Prefix of the user pool domain, not its URL. */
  readonly userPoolDomain: string;
}

/** ARN of the target group of one of the application's services, by the service's name. */
export type TargetGroupArnOf = (service: string) => string;

/** A second target group of a service, for a part of its requests. */
export interface CanaryTarget {
  readonly targetGroupArn: string;
  /** Percent of the requests, 0 to 100. */
  readonly weightPercent: number;
  /** Seconds that a browser stays with the target group that it got first. */
  readonly stickinessSeconds: number;
}

/** The canary of one of the application's services, by the service's name. */
export type CanaryOf = (service: string) => CanaryTarget | undefined;

/** What {@link ruleActions} takes from outside the rule plan. */
export interface ActionContext {
  readonly client: CognitoClient;
  readonly targetGroupArnOf: TargetGroupArnOf;
  /** @default - no service has one */
  readonly canaryOf?: CanaryOf | undefined;
  readonly tokenIssuer: TokenIssuer;
}

/** Who may pass a rule; everyone without either. */
export interface RuleAccess {
  readonly login?: PlannedLogin | undefined;
  readonly token?: PlannedToken | undefined;
}

/**
 * The actions of a rule, or of a listener's default, in order: authenticate or validate the token when
 * the rule requires it, then the target. Each has an explicit order, since the provider sorts them
 * otherwise.
 */
export function ruleActions(
  { login, token }: RuleAccess,
  target: Target,
  context: ActionContext,
): LbListenerRuleAction[] {
  const { client, tokenIssuer } = context;
  if (token !== undefined) {
    return [
      { ...validateToken(token, tokenIssuer), order: 1 },
      { ...targetAction(target, context), order: 2 },
    ];
  }
  if (login === undefined) return [{ ...targetAction(target, context), order: 1 }];
  return [
    { type: "authenticate-cognito", order: 1, authenticateCognito: authenticate(login, client) },
    { ...targetAction(target, context), order: 2 },
  ];
}

function authenticate(
  login: PlannedLogin,
  client: CognitoClient,
): LbListenerRuleActionAuthenticateCognito {
  const { extraParameters } = login;
  return {
    userPoolArn: client.userPoolArn,
    userPoolClientId: client.userPoolClientId,
    userPoolDomain: client.userPoolDomain,
    scope: login.scopes.join(" "),
    sessionCookieName: login.sessionCookieName,
    sessionTimeout: login.sessionTimeoutSeconds,
    onUnauthenticatedRequest: login.onUnauthenticatedRequest,
    ...(Object.keys(extraParameters).length === 0
      ? {}
      : { authenticationRequestExtraParams: { ...extraParameters } }),
  };
}

function targetAction(target: Target, context: ActionContext): LbListenerRuleAction {
  switch (target.type) {
    case "service":
      return forwardToService(target.service, context);
    case "target-group":
      return { type: "forward", targetGroupArn: target.arn };
    case "fixed-response":
      return {
        type: "fixed-response",
        fixedResponse: {
          statusCode: String(target.statusCode),
          contentType: target.contentType,
          messageBody: target.messageBody,
        },
      };
    case "redirect":
      return {
        type: "redirect",
        redirect: {
          statusCode: `HTTP_${target.statusCode}`,
          protocol: target.protocol,
          host: target.host,
          port: target.port,
          path: target.path,
          query: target.query,
        },
      };
  }
}

/**
 * One target group, or two by weight. Both are in the action even where one has a weight of 0: ECS rejects
 * a service whose target group no rule uses.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html#forward-actions
 */
function forwardToService(
  service: string,
  { targetGroupArnOf, canaryOf }: ActionContext,
): LbListenerRuleAction {
  const targetGroupArn = targetGroupArnOf(service);
  const canary = canaryOf?.(service);
  if (canary === undefined) return { type: "forward", targetGroupArn };
  return {
    type: "forward",
    forward: {
      targetGroup: [
        { arn: targetGroupArn, weight: 100 - canary.weightPercent },
        { arn: canary.targetGroupArn, weight: canary.weightPercent },
      ],
      stickiness: { enabled: true, duration: canary.stickinessSeconds },
    },
  };
}
