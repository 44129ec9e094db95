import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { declaredCustomAttributes } from "../config/custom-attributes";
import { customScopes } from "../config/custom-scopes";
import type { Environment, Identity } from "../config/schema/environment";
import { signUpOf } from "../config/sign-up";
import { ExistingUserPool } from "../constructs/identity/existing-user-pool";
import { MachineClient } from "../constructs/identity/machine-client";
import { ResourceServer } from "../constructs/identity/resource-server";
import { UserGroups } from "../constructs/identity/user-groups";
import type { SignInDomain, UserPoolReference } from "../constructs/identity/user-pool-reference";
import { publishNextStep } from "./identity-next-step";
import { createIdentityProviders } from "./identity-providers";
import { monitorIdentity, newSubscriptions } from "./monitoring/monitor-identity";
import { createUserPool, type PoolWithDomain } from "./new-user-pool";
import { ProjectStack } from "./project-stack";
import { publishIdentity } from "./state/identity-contract";
import type { TerraformLiterals } from "./terraform-literals";

/** Last part of the stack's name, `<environment>--shared-identity`. */
export const sharedIdentityComponent = "shared-identity";

/** The user pool that all applications of an environment share, and the outputs that they read. */
export class SharedIdentityStack extends ProjectStack {
  /** A new user pool, or an {@link ExistingUserPool}, which the stack never changes. */
  readonly userPool: UserPoolReference;
  readonly userPoolDomain: SignInDomain;

  /** @param environmentFile name of the environment's file, for commands */
  constructor(
    scope: Construct,
    environment: TerraformLiterals<Environment>,
    environmentFile: TerraformLiterals<string>,
  ) {
    super(scope, sharedIdentityComponent, environment, environmentFile);
    const { identity, region } = environment;
    const { userPool, domain, resource } = this.#poolOf(environment);
    const resourceServerScope = new Construct(this, "resource_servers");
    const resourceServers = createdResourceServers(identity).map(
      ([identifier, { scopes }]) =>
        new ResourceServer(resourceServerScope, identifier, { userPool, identifier, scopes }),
    );
    this.userPool = userPool;
    this.userPoolDomain = domain;
    new UserGroups(this, "user_groups", { userPool, groups: identity.groups });
    const identityProviders = createIdentityProviders(
      new Construct(this, "identity_providers"),
      userPool,
      identity.identityProviders,
    );
    monitorIdentity(this, environment, userPool.userPoolId);
    publishNextStep(this, {
      alarmEmails: newSubscriptions(environment),
      commands: this.commands,
      region,
      userPoolId: userPool.userPoolId,
      signUp: signUpOf(identity),
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
        userPoolDomain: domain.domain,
        userPoolDomainBaseUrl: domain.baseUrl,
        userPoolRegion: region,
      },
      {
        scopes: {
          names: customScopes(identity),
          dependsOn: resourceServers.map(({ resource }) => resource),
        },
        identityProviders: {
          names: Object.keys(identity.identityProviders),
          dependsOn: identityProviders.map(({ resource }) => resource),
        },
        customAttributes: {
          names: declaredCustomAttributes(identity),
          dependsOn: resource === undefined ? [] : [resource],
        },
      },
      this.#machineClientIds(
        environment,
        resourceServers.map(({ resource }) => resource),
      ),
    );
  }

  #machineClientIds(
    { name: environmentName, identity }: TerraformLiterals<Environment>,
    resourceServers: readonly ITerraformDependable[],
  ): Record<string, string> {
    const scope = new Construct(this, "machine_clients");
    const clients = Object.entries(identity.machineClients).map(
      ([name, { scopes, accessTokenMinutes }]) => {
        const { clientId } = new MachineClient(scope, name, {
          name: `${environmentName}-machine-${name}`,
          userPool: this.userPool,
          scopes,
          accessTokenMinutes,
          resourceServers,
        });
        return [name, clientId];
      },
    );
    return Object.fromEntries(clients);
  }

  #poolOf(environment: TerraformLiterals<Environment>): PoolWithDomain {
    const { identity, region } = environment;
    if (identity.type === "existing") {
      const { userPoolId, domain } = identity;
      const pool = new ExistingUserPool(this, "user_pool", { userPoolId, domain, region });
      return { userPool: pool, domain: pool };
    }
    return createUserPool(this, environment, identity);
  }
}

type ResourceServers = Readonly<
  Record<string, { readonly scopes: Readonly<Record<string, string>>; readonly existing?: boolean }>
>;

/** Without those that an existing pool has. */
function createdResourceServers(identity: Identity) {
  const servers: ResourceServers = identity.resourceServers;
  return Object.entries(servers).filter(([, { existing }]) => existing !== true);
}
