import type { Target } from "../../routing/route";
import type { PlannedLogin } from "../../routing/rule-plan";

/** What a load balancer needs to sign users in. */
export interface CognitoClient {
  readonly userPoolArn: string;
  readonly userPoolClientId: string;
  /** Prefix of the sign-in domain, not its URL. */
  readonly userPoolDomain: string;
}

/** Finds the target group of a service of the application. */
export type TargetGroupOf = (service: string) => string;

/** Steps of one rule in their order, the authentication first. */
export interface ActionContext {
  readonly client: CognitoClient;
  readonly targetGroupOf: TargetGroupOf;
}

/**
 * The action chain of a rule or of a listener's default: authenticate where a login is asked for,
 * then the target. Every action has an explicit order, since the provider sorts them otherwise.
 */
export function ruleActions(
  login: PlannedLogin | undefined,
  target: Target,
  { client, targetGroupOf }: ActionContext,
) {
  const authenticate =
    login === undefined
      ? []
      : [
          {
            type: "authenticate-cognito",
            authenticateCognito: {
              ...client,
              scope: login.scopes.join(" "),
              sessionCookieName: login.sessionCookieName,
              sessionTimeout: login.sessionTimeoutSeconds,
              onUnauthenticatedRequest: login.onUnauthenticatedRequest,
              ...(Object.keys(login.extraParameters).length === 0
                ? {}
                : { authenticationRequestExtraParams: { ...login.extraParameters } }),
            },
          },
        ];
  return [...authenticate, targetAction(target, targetGroupOf)].map((action, index) => ({
    ...action,
    order: index + 1,
  }));
}

function targetAction(target: Target, targetGroupOf: TargetGroupOf) {
  switch (target.type) {
    case "service":
      return { type: "forward", targetGroupArn: targetGroupOf(target.service) };
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
