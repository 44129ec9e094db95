import type { Action } from "../model/load-balancer.ts";
import type {
  AuthenticateCognitoAction,
  AuthenticateOidcAction,
  CognitoProvider,
} from "../model/login-action.ts";
import type { UserPoolModel } from "../model/user-pool.ts";
import type { Issues } from "./reader-issues.ts";
import type { TerraformAction } from "./schemas/actions.ts";

/** What else is needed to read an action. */
export interface ActionContext {
  /** Of the resource that holds the action, for messages. */
  readonly address: string;
  readonly userPools: readonly UserPoolModel[];
  readonly issues: Issues;
}

/** The action chain in its order. Terraform orders actions without `order` as they are written. */
export function toActions(
  actions: readonly TerraformAction[],
  context: ActionContext,
): readonly Action[] {
  return actions
    .map((action, index) => ({ action, order: action.order ?? index + 1 }))
    .sort((one, other) => one.order - other.order)
    .flatMap(({ action }) => toAction(action, context) ?? []);
}

function toAction(action: TerraformAction, context: ActionContext): Action | undefined {
  const missing = (block: string) => {
    context.issues.add(
      `${context.address}: an action of type ${action.type} has no ${block}, and AWS rejects it. Add one.`,
    );
    return undefined;
  };
  switch (action.type) {
    case "authenticate-cognito":
      return action.authenticate_cognito === undefined
        ? missing("authenticate_cognito block")
        : authenticateCognito(action.authenticate_cognito, context);
    case "authenticate-oidc":
      return action.authenticate_oidc === undefined
        ? missing("authenticate_oidc block")
        : authenticateOidc(action.authenticate_oidc);
    case "jwt-validation": {
      if (action.jwt_validation === undefined) return missing("jwt_validation block");
      const { issuer, jwks_endpoint, additional_claim } = action.jwt_validation;
      return {
        type: "jwt-validation",
        issuer,
        jwksEndpoint: jwks_endpoint,
        additionalClaims: additional_claim,
      };
    }
    case "forward":
      return toForward(action) ?? missing("target_group_arn or forward block");
    case "redirect": {
      if (action.redirect === undefined) return missing("redirect block");
      const { status_code, ...target } = action.redirect;
      return { type: "redirect", statusCode: status_code === "HTTP_301" ? 301 : 302, ...target };
    }
    case "fixed-response": {
      if (action.fixed_response === undefined) return missing("fixed_response block");
      const { status_code, content_type, message_body } = action.fixed_response;
      return {
        type: "fixed-response",
        statusCode: status_code,
        contentType: content_type,
        messageBody: message_body,
      };
    }
  }
}

function toForward({ target_group_arn: arn, forward }: TerraformAction): Action | undefined {
  if (forward !== undefined) {
    const { enabled = false, duration = 0 } = forward.stickiness ?? {};
    return {
      type: "forward",
      targetGroups: forward.target_group,
      ...(enabled && { stickiness: { durationSeconds: duration } }),
    };
  }
  return arn === undefined ? undefined : { type: "forward", targetGroups: [{ arn, weight: 1 }] };
}

type AuthenticateCognito = NonNullable<TerraformAction["authenticate_cognito"]>;

function authenticateCognito(
  action: AuthenticateCognito,
  context: ActionContext,
): AuthenticateCognitoAction | undefined {
  const provider = findProvider(action, context);
  return (
    provider && {
      type: "authenticate-cognito",
      userPoolArn: action.user_pool_arn,
      userPoolDomain: action.user_pool_domain,
      ...loginSettings(action),
      provider,
    }
  );
}

type AuthenticateOidc = NonNullable<TerraformAction["authenticate_oidc"]>;

function authenticateOidc(action: AuthenticateOidc): AuthenticateOidcAction {
  return {
    type: "authenticate-oidc",
    ...loginSettings(action),
    provider: {
      issuer: action.issuer,
      authorizationEndpoint: action.authorization_endpoint,
      tokenEndpoint: action.token_endpoint,
      userInfoEndpoint: action.user_info_endpoint,
      clientId: action.client_id,
      clientSecret: action.client_secret,
    },
  };
}

function loginSettings(action: AuthenticateCognito | AuthenticateOidc) {
  return {
    scope: action.scope,
    sessionCookieName: action.session_cookie_name,
    sessionTimeoutSeconds: action.session_timeout,
    onUnauthenticatedRequest: action.on_unauthenticated_request,
    extraParameters: action.authentication_request_extra_params,
  };
}

/** What ELB looks up in Cognito when a rule is created. */
function findProvider(
  action: AuthenticateCognito,
  { address, userPools, issues }: ActionContext,
): CognitoProvider | undefined {
  const pool = userPools.find(({ poolArn }) => poolArn === action.user_pool_arn);
  if (pool === undefined) {
    if (issues.hasLeftOut("aws_cognito_user_pool")) return undefined;
    issues.add(
      `${address}: user_pool_arn ${action.user_pool_arn} is neither declared nor the ARN of a user pool, so sign-in is impossible. Add the stack, folder or state that declares the pool.`,
    );
    return undefined;
  }
  const client = pool.clients.find(({ clientId }) => clientId === action.user_pool_client_id);
  if (client === undefined) {
    if (issues.hasLeftOut("aws_cognito_user_pool_client")) return undefined;
    issues.add(
      `${address}: app client ${action.user_pool_client_id} (user_pool_client_id) does not exist in user pool ${pool.poolName}, and AWS rejects the action. Use a client of this pool.`,
    );
    return undefined;
  }
  const { clientId, name, clientSecret, allowedOAuthFlows, allowedOAuthScopes } = client;
  const { callbackUrls, acceptsAnyUrl } = client;
  return {
    issuer: pool.issuer,
    baseUrl: pool.domain?.domain === action.user_pool_domain ? pool.domain.baseUrl : undefined,
    clientId,
    clientName: name,
    clientSecret,
    allowedOAuthFlows,
    allowedOAuthScopes,
    callbackUrls,
    acceptsAnyUrl,
  };
}
