import { fixedResponse } from "../load-balancer/actions/fixed-response.ts";
import { redirectLocation } from "../load-balancer/actions/redirect.ts";
import { transformRequest } from "../load-balancer/actions/transform-request.ts";
import {
  authorizationUrl,
  callbackUrl,
} from "../load-balancer/authentication/authorization-request.ts";
import { expectedLoginError } from "../load-balancer/authentication/expected-login-error.ts";
import { targetUnreachable } from "../load-balancer/checks/network.ts";
import type { RequestAttributes } from "../load-balancer/http/request-attributes.ts";
import { EmulatorError } from "../model/emulator-error.ts";
import type { ExecutedAction } from "../model/event.ts";
import type {
  Action,
  ForwardAction,
  JwtValidationAction,
  LoadBalancerModel,
  Rule,
} from "../model/load-balancer.ts";
import { isLogin, type LoginAction, loginEndpoints } from "../model/login-action.ts";
import type { UserPoolModel } from "../model/user-pool.ts";
import type {
  ExplainedResponse,
  ExplainedTarget,
  SignInParties,
  SignInResponse,
  TargetResponse,
} from "./request-explanation.ts";

/** Who sends the request. */
export interface Visitor {
  readonly isSignedIn: boolean;
  readonly groups: readonly string[];
}

/** What else an explanation needs. */
export interface ActionContext {
  readonly loadBalancer: LoadBalancerModel;
  readonly userPools: readonly UserPoolModel[];
  readonly attributes: RequestAttributes;
}

export interface ExplainedActions {
  readonly actions: readonly ExecutedAction[];
  readonly response: ExplainedResponse;
}

/** An action that responds. */
type FinalAction = Exclude<Action, LoginAction | JwtValidationAction>;
type FinalResponse = SignInResponse["afterSignIn"];
type Identity = SignInParties & { readonly groups: readonly string[] };

/**
 * Runs the actions of a rule without sending anything.
 * @throws EmulatorError when a group of the visitor does not exist.
 */
export function explainActions(
  rule: Rule,
  context: ActionContext,
  visitor: Visitor,
): ExplainedActions {
  const { login, jwt, last } = actionsOf(rule);
  if (jwt !== undefined && !visitor.isSignedIn) {
    return { actions: ["jwt-validation"], response: withoutToken(jwt) };
  }
  if (jwt !== undefined) {
    const response = finalResponse(rule, last, context, undefined);
    return { actions: ["jwt-validation", last.type], response };
  }
  if (login === undefined) {
    return { actions: [last.type], response: finalResponse(rule, last, context, undefined) };
  }
  if (visitor.isSignedIn) checkGroups(login, context.userPools, visitor.groups);
  const parties = signInParties(login, context.userPools);
  if (!visitor.isSignedIn && login.onUnauthenticatedRequest !== "allow") {
    const afterSignIn = finalResponse(rule, last, context, { ...parties, groups: [] });
    return {
      actions: ["authenticate"],
      response: withoutSession(login, context, parties, afterSignIn),
    };
  }
  const identity = visitor.isSignedIn ? { ...parties, groups: visitor.groups } : undefined;
  return {
    actions: ["authenticate", last.type],
    response: finalResponse(rule, last, context, identity),
  };
}

function actionsOf({ address, actions }: Rule) {
  const last = actions.find(isFinal);
  if (last === undefined) throw new Error(`${address} has no action that responds.`);
  return { login: actions.find(isLogin), jwt: actions.find(isJwtValidation), last };
}

function isFinal(action: Action): action is FinalAction {
  return !isLogin(action) && !isJwtValidation(action);
}

function isJwtValidation(action: Action): action is JwtValidationAction {
  return action.type === "jwt-validation";
}

function withoutToken({ issuer }: JwtValidationAction): ExplainedResponse {
  return {
    type: "error",
    status: 401,
    explanation: `The rule requires a bearer token of ${issuer}. Tokens are not verified here: assume a valid one as for a session.`,
  };
}

function withoutSession(
  login: LoginAction,
  context: ActionContext,
  parties: SignInParties,
  afterSignIn: FinalResponse,
): ExplainedResponse {
  if (login.onUnauthenticatedRequest === "deny") {
    return {
      type: "error",
      status: 401,
      explanation: "The rule denies requests without a session instead of redirecting to sign-in.",
    };
  }
  const { sessionCookieName } = login;
  const host = context.attributes.host ?? "";
  const endpoint = loginEndpoints(login)?.authorization ?? "";
  const location = authorizationUrl(login, endpoint, { redirectUri: callbackUrl(host), state: "" });
  return {
    type: "sign-in",
    status: 302,
    ...parties,
    location: location.replace("&state=", ""),
    sessionCookieName,
    expectedError: expectedLoginError(login, host),
    afterSignIn,
  };
}

function finalResponse(
  { transforms = [], groups }: Rule,
  action: FinalAction,
  { loadBalancer, attributes }: ActionContext,
  identity: Identity | undefined,
): FinalResponse {
  switch (action.type) {
    case "forward": {
      const transformed = transformRequest(transforms, attributes);
      if (transformed.type === "failed") {
        return { type: "error", status: 500, explanation: transformed.explanation };
      }
      const { host, url } = transformed;
      return forwardResponse(action, loadBalancer, {
        identity,
        ...(groups && { requiredGroups: groups }),
        rewritten: { host, url },
      });
    }
    case "redirect": {
      const location = redirectLocation(action, attributes);
      return { type: "redirect", status: action.statusCode, location };
    }
    case "fixed-response": {
      const { status, headers, body } = fixedResponse(action);
      return { type: "fixed-response", status, contentType: headers[0]?.[1] ?? "", body };
    }
  }
}

function signInParties(login: LoginAction, userPools: readonly UserPoolModel[]): SignInParties {
  const scopes = login.scope.split(" ").filter((name) => name !== "");
  const { issuer } = login.provider;
  if (login.type === "authenticate-oidc") {
    return { issuer, userPool: undefined, appClient: login.provider.clientId, scopes };
  }
  const { userPoolArn, provider } = login;
  const userPool = poolOf(userPoolArn, userPools)?.poolName ?? userPoolArn;
  return { issuer, userPool, appClient: provider.clientName, scopes };
}

function checkGroups(
  login: LoginAction,
  userPools: readonly UserPoolModel[],
  groups: readonly string[],
): void {
  if (groups.length === 0) return;
  if (login.type === "authenticate-oidc") {
    throw new EmulatorError(
      `Groups belong to user pools, and this rule signs users in at ${login.provider.issuer}, which decides about groups itself. Leave them out.`,
    );
  }
  const { userPoolArn } = login;
  const pool = poolOf(userPoolArn, userPools);
  const known = pool?.groups.map(({ name }) => name) ?? [];
  const unknown = groups.filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  throw new EmulatorError(
    `Group ${unknown.map((name) => `"${name}"`).join(" and ")} does not exist in user pool ${pool?.poolName ?? userPoolArn}, so no user is in it. Use one of: ${known.join(", ") || "none"}.`,
  );
}

function poolOf(arn: string, userPools: readonly UserPoolModel[]): UserPoolModel | undefined {
  return userPools.find(({ poolArn }) => poolArn === arn);
}

function forwardResponse(
  action: ForwardAction,
  { targetGroups, network }: LoadBalancerModel,
  sent: Pick<TargetResponse, "identity" | "requiredGroups" | "rewritten">,
): FinalResponse {
  const targets = action.targetGroups
    .filter(({ weight }) => weight > 0)
    .map(({ arn, weight }): ExplainedTarget => {
      const group = targetGroups.find((one) => one.arn === arn);
      return {
        targetGroup: group?.name ?? arn,
        address: group?.address ?? arn,
        ...(group?.application !== undefined && { application: group.application }),
        service: group?.service,
        isLambda: group?.lambda !== undefined,
        weight,
        unreachable: group && targetUnreachable(network, group),
      };
    });
  const [first] = targets;
  if (first === undefined) {
    const explanation = "Every target group of the rule has weight 0. Give one a weight above 0.";
    return { type: "error", status: 503, explanation };
  }
  if (targets.every(({ unreachable }) => unreachable !== undefined)) {
    return { type: "error", status: 504, explanation: first.unreachable ?? "" };
  }
  return { type: "target", targets, ...sent };
}
