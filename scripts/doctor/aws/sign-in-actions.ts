import type {
  AuthenticateCognitoActionConfig,
  Rule,
} from "@aws-sdk/client-elastic-load-balancing-v2";

/** An authenticate action of a rule, without defaults left open. */
export interface SignInAction {
  readonly priority: string;
  readonly userPoolId: string;
  readonly clientId: string;
  /** Prefix or custom domain. */
  readonly domain: string;
  readonly scopes: readonly string[];
  readonly sessionCookieName: string;
  readonly sessionTimeoutSeconds: number;
  readonly onUnauthenticatedRequest: string;
}

/** Authenticate actions with Cognito, in the order of the rules. */
export function signInActionsOf(rules: readonly Rule[]): readonly SignInAction[] {
  return rules.flatMap(({ Priority = "default", Actions = [] }) =>
    Actions.flatMap(({ AuthenticateCognitoConfig: config }) =>
      config === undefined ? [] : [signInActionOf(Priority, config)],
    ),
  );
}

function signInActionOf(priority: string, config: AuthenticateCognitoActionConfig): SignInAction {
  return {
    priority,
    userPoolId: config.UserPoolArn?.split("/").at(-1) ?? "",
    clientId: config.UserPoolClientId ?? "",
    domain: config.UserPoolDomain ?? "",
    scopes: (config.Scope ?? "openid").split(" ").filter((scope) => scope !== ""),
    sessionCookieName: config.SessionCookieName ?? "AWSELBAuthSessionCookie",
    sessionTimeoutSeconds: Number(config.SessionTimeout ?? 604_800),
    onUnauthenticatedRequest: config.OnUnauthenticatedRequest ?? "authenticate",
  };
}
