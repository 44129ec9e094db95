import { CognitoUserPoolClient } from "@cdktf/provider-aws/lib/cognito-user-pool-client";
import { Construct } from "constructs";

/** How long the tokens of one sign-in are valid. */
export interface TokenLifetimes {
  readonly accessTokenMinutes: number;
  readonly idTokenMinutes: number;
  readonly refreshTokenHours: number;
}

/** Properties for {@link AppClient}. */
export interface AppClientProps {
  readonly name: string;
  readonly userPoolId: string;
  /** Every host name of the application. */
  readonly hostNames: readonly string[];
  /** Public path that users land on after signing out. */
  readonly signOutRedirectPath: string;
  /** Exactly the scopes that the listener rules request. */
  readonly scopes: readonly string[];
  readonly tokenLifetimes: TokenLifetimes;
  /** Whether users choose how they sign in, where the pool has more than passwords. */
  readonly choiceBasedSignIn: boolean;
  /** Names of identity providers, and `COGNITO` for users of the user pool itself. */
  readonly identityProviders: readonly string[];
  /** Attributes that tokens may contain. @default - the standard ones */
  readonly readAttributes?: readonly string[] | undefined;
  /** Attributes that an identity provider may set, and users themselves. @default - the standard ones */
  readonly writeAttributes?: readonly string[] | undefined;
}

/** Path that the load balancer handles itself to complete a sign-in. */
const callbackPath = "/oauth2/idpresponse";

/**
 * The application's registration with the user pool. Only the load balancer uses its secret, which
 * is in the stack's state and never in an output.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
 */
export class AppClient extends Construct {
  readonly appClientId: string;

  constructor(scope: Construct, id: string, props: AppClientProps) {
    super(scope, id);
    const { hostNames, tokenLifetimes, readAttributes, writeAttributes } = props;
    const client = new CognitoUserPoolClient(this, "client", {
      name: props.name,
      userPoolId: props.userPoolId,
      generateSecret: true,
      allowedOauthFlowsUserPoolClient: true,
      allowedOauthFlows: ["code"],
      allowedOauthScopes: [...props.scopes],
      supportedIdentityProviders: [...props.identityProviders],
      ...(readAttributes === undefined ? {} : { readAttributes: [...readAttributes] }),
      ...(writeAttributes === undefined ? {} : { writeAttributes: [...writeAttributes] }),
      callbackUrls: hostNames.map((host) => `https://${host}${callbackPath}`),
      logoutUrls: hostNames.map((host) => `https://${host}${props.signOutRedirectPath}`),
      explicitAuthFlows: [
        "ALLOW_REFRESH_TOKEN_AUTH",
        ...(props.choiceBasedSignIn ? ["ALLOW_USER_AUTH"] : []),
      ],
      enableTokenRevocation: true,
      preventUserExistenceErrors: "ENABLED",
      accessTokenValidity: tokenLifetimes.accessTokenMinutes,
      idTokenValidity: tokenLifetimes.idTokenMinutes,
      refreshTokenValidity: tokenLifetimes.refreshTokenHours,
      tokenValidityUnits: [{ accessToken: "minutes", idToken: "minutes", refreshToken: "hours" }],
      // A replacement, the only way to a new secret, is in use before the old client is deleted.
      lifecycle: { createBeforeDestroy: true },
    });
    this.appClientId = client.id;
  }
}
