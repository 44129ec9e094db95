import { CognitoUserPoolClient } from "@cdktf/provider-aws/lib/cognito-user-pool-client";
import { Construct } from "constructs";

/** Minutes or hours that the tokens of a sign-in live. */
export interface TokenLifetimes {
  readonly accessTokenMinutes: number;
  readonly idTokenMinutes: number;
  readonly refreshTokenHours: number;
}

/** Properties for {@link AppClient}. */
export interface AppClientProps {
  readonly name: string;
  readonly userPoolId: string;
  /** Every name that users reach the application by. */
  readonly hostNames: readonly string[];
  /** Public path that users land on after signing out. */
  readonly landingPath: string;
  /** Exactly the scopes that some rule asks for. */
  readonly scopes: readonly string[];
  readonly tokenLifetimes: TokenLifetimes;
}

/** Path that a load balancer answers itself to finish a sign-in. */
const callbackPath = "/oauth2/idpresponse";

/**
 * The application's registration with the user pool. Its secret is read by the load balancer itself
 * and by nobody else; it is in the stack's state, never in an output.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
 */
export class AppClient extends Construct {
  readonly clientId: string;

  constructor(scope: Construct, id: string, props: AppClientProps) {
    super(scope, id);
    const { hostNames, tokenLifetimes } = props;
    const client = new CognitoUserPoolClient(this, "client", {
      name: props.name,
      userPoolId: props.userPoolId,
      generateSecret: true,
      allowedOauthFlowsUserPoolClient: true,
      allowedOauthFlows: ["code"],
      allowedOauthScopes: [...props.scopes],
      supportedIdentityProviders: ["COGNITO"],
      callbackUrls: hostNames.map((host) => `https://${host}${callbackPath}`),
      logoutUrls: hostNames.map((host) => `https://${host}${props.landingPath}`),
      explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
      enableTokenRevocation: true,
      preventUserExistenceErrors: "ENABLED",
      accessTokenValidity: tokenLifetimes.accessTokenMinutes,
      idTokenValidity: tokenLifetimes.idTokenMinutes,
      refreshTokenValidity: tokenLifetimes.refreshTokenHours,
      tokenValidityUnits: [{ accessToken: "minutes", idToken: "minutes", refreshToken: "hours" }],
    });
    this.clientId = client.id;
  }
}
