import { CognitoUserPoolClient } from "@cdktf/provider-aws/lib/cognito-user-pool-client";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { UserPoolReference } from "./user-pool-reference";

/** Properties for {@link MachineClient}. */
export interface MachineClientProps {
  readonly name: string;
  readonly userPool: UserPoolReference;
  /** Custom scopes that the program may request. */
  readonly scopes: readonly string[];
  readonly accessTokenMinutes: number;
  /** The resource servers of the scopes, which must exist first. */
  readonly resourceServers: readonly ITerraformDependable[];
}

/**
 * The app client of a program: it gets tokens with its id and secret, and nobody can sign in with it.
 * The secret is in the stack's state and never in an output.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoint-oauth-grants.html
 */
export class MachineClient extends Construct {
  readonly clientId: string;

  constructor(scope: Construct, id: string, props: MachineClientProps) {
    super(scope, id);
    const client = new CognitoUserPoolClient(this, "client", {
      name: props.name,
      userPoolId: props.userPool.userPoolId,
      generateSecret: true,
      allowedOauthFlowsUserPoolClient: true,
      // Cognito allows it alone only.
      allowedOauthFlows: ["client_credentials"],
      allowedOauthScopes: [...props.scopes],
      // Cognito's default allows programs to sign users in with their passwords.
      explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
      enableTokenRevocation: true,
      preventUserExistenceErrors: "ENABLED",
      accessTokenValidity: props.accessTokenMinutes,
      tokenValidityUnits: [{ accessToken: "minutes" }],
      dependsOn: [...props.resourceServers],
      // A replacement, the only way to a new secret, exists before the old client is deleted.
      lifecycle: { createBeforeDestroy: true },
    });
    this.clientId = client.id;
  }
}
