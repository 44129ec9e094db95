import { Construct } from "constructs";
import type { Environment } from "../config/schema/environment";
import { ResourceServer } from "../constructs/identity/resource-server";
import { UserGroups } from "../constructs/identity/user-groups";
import { UserPool } from "../constructs/identity/user-pool";
import { UserPoolDomain } from "../constructs/identity/user-pool-domain";
import { publishNextStep } from "./identity-next-step";
import { ProjectCommands } from "./project-commands";
import { ProjectStack } from "./project-stack";
import { publishIdentity } from "./state/identity-contract";
import type { TerraformLiterals } from "./terraform-literals";

/** Last part of the stack's name, `<environment>--shared-identity`. */
export const sharedIdentityComponent = "shared-identity";

/** The user pool that all applications of an environment share, and the outputs that they read. */
export class SharedIdentityStack extends ProjectStack {
  readonly userPool: UserPool;
  readonly userPoolDomain: UserPoolDomain;

  /** @param environmentFile name of the environment's file, for commands */
  constructor(
    scope: Construct,
    environment: TerraformLiterals<Environment>,
    environmentFile: TerraformLiterals<string>,
  ) {
    super(scope, sharedIdentityComponent, environment);
    const { identity, region, name } = environment;
    const userPool = new UserPool(this, "user_pool", {
      name: identity.poolName ?? name,
      signUp: identity.signUp,
      passwordPolicy: identity.passwordPolicy,
      mfa: identity.mfa,
      threatProtection: identity.threatProtection,
      deletionProtection: identity.deletionProtection,
    });
    const domain = new UserPoolDomain(this, "user_pool_domain", {
      userPool,
      prefix: identity.domain.prefix,
      region,
    });
    const resourceServerScope = new Construct(this, "resource_servers");
    const resourceServers = Object.entries(identity.resourceServers).map(
      ([identifier, { scopes }]) =>
        new ResourceServer(resourceServerScope, identifier, { userPool, identifier, scopes }),
    );
    this.userPool = userPool;
    this.userPoolDomain = domain;
    new UserGroups(this, "user_groups", { userPool, groups: identity.groups });
    publishNextStep(this, {
      commands: new ProjectCommands(environmentFile),
      region,
      userPoolId: userPool.userPoolId,
      signUp: identity.signUp,
      groups: identity.groups,
    });
    const issuer = `https://${userPool.userPoolEndpoint}`;
    publishIdentity(
      this,
      {
        userPoolId: userPool.userPoolId,
        userPoolArn: userPool.userPoolArn,
        userPoolIssuer: issuer,
        userPoolJwksUrl: `${issuer}/.well-known/jwks.json`,
        userPoolDomain: domain.domainPrefix,
        userPoolDomainBaseUrl: domain.baseUrl,
        userPoolRegion: region,
      },
      {
        scopes: resourceServers.flatMap(({ scopes }) => scopes),
        resourceServers: resourceServers.map(({ resource }) => resource),
      },
    );
  }
}
