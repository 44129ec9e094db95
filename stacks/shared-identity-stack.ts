import type { Construct } from "constructs";
import type { Environment } from "../config/schema/environment";
import { ResourceServer } from "../constructs/identity/resource-server";
import { SignInDomain } from "../constructs/identity/sign-in-domain";
import { UserGroups } from "../constructs/identity/user-groups";
import { UserPool } from "../constructs/identity/user-pool";
import { ProjectStack } from "./project-stack";
import { publishIdentity } from "./state/identity-contract";
import { terraformLiterals } from "./terraform-literals";

/** Name of the stack, in `cdktf.out/stacks/` and in every backend. */
export const sharedIdentityStackName = "shared-identity";

/** The user pool that all applications of an environment share, and what they may know of it. */
export class SharedIdentityStack extends ProjectStack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, sharedIdentityStackName, environment);
    const { identity, region, name } = terraformLiterals(environment);
    const userPool = new UserPool(this, "user_pool", { ...identity, name });
    const { domain, signInUrl } = new SignInDomain(this, "sign_in_domain", {
      userPool,
      prefix: identity.domain.prefix,
      region,
    });
    const resourceServers = Object.entries(identity.resourceServers).map(
      ([identifier, settings]) =>
        new ResourceServer(this, `resource_server_${identifier}`, {
          userPool,
          identifier,
          ...settings,
        }),
    );
    new UserGroups(this, "groups", { userPool, groups: identity.groups });
    const issuer = `https://${userPool.endpoint}`;
    publishIdentity(
      this,
      {
        userPoolId: userPool.id,
        userPoolArn: userPool.arn,
        issuer,
        jwksUrl: `${issuer}/.well-known/jwks.json`,
        userPoolDomain: domain,
        signInUrl,
        region,
      },
      {
        scopes: resourceServers.flatMap(({ scopes }) => scopes),
        resourceServers: resourceServers.map(({ resource }) => resource),
      },
    );
  }
}
