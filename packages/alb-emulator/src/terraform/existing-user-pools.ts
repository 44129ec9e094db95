import type { AppClient, UserPoolModel } from "../model/user-pool.ts";
import { syntheticText } from "./references/synthetic-values.ts";
import type { UserPoolReference } from "./user-pool-references.ts";
import { type UserPoolParts, userPoolDomain } from "./user-pools.ts";

const standardScopes = ["openid", "email", "phone", "profile", "aws.cognito.signin.user.admin"];

/**
 * User pools that listeners and rules name by ARN, and no resource declares: what the source says of
 * them, and otherwise what lets everybody sign in.
 * @param partsOf domain, groups and app clients that the source declares for a pool, by its id
 * @param notes gets what is assumed
 */
export function existingUserPools(
  references: readonly UserPoolReference[],
  declared: readonly UserPoolModel[],
  partsOf: (poolId: string) => UserPoolParts,
  notes: string[],
): readonly UserPoolModel[] {
  const arns = [...new Set(references.map(({ poolArn }) => poolArn))];
  return arns
    .filter((arn) => !declared.some(({ poolArn }) => poolArn === arn))
    .flatMap((arn) => {
      const [, region = "", poolId] =
        /^arn:[\w-]+:cognito-idp:([\w-]+):\d*:userpool\/([\w-]+)$/.exec(arn) ?? [];
      const named = references.filter(({ poolArn }) => poolArn === arn);
      return poolId === undefined
        ? []
        : [existingUserPool(arn, region, poolId, named, partsOf(poolId), notes)];
    });
}

function existingUserPool(
  poolArn: string,
  region: string,
  poolId: string,
  references: readonly UserPoolReference[],
  parts: UserPoolParts,
  notes: string[],
): UserPoolModel {
  const domain = parts.domain ?? references[0]?.domain ?? poolId;
  const scopes = [...new Set(references.flatMap((reference) => reference.scopes))];
  const declaredIds = parts.clients.map(({ clientId }) => clientId);
  const assumed = [...new Set(references.map(({ clientId }) => clientId))]
    .filter((id) => !declaredIds.includes(id))
    .map((id) => assumedClient(id, scopes));
  const places = [...new Set(references.map(({ address }) => address))].join(", ");
  notes.push(
    `User pool ${poolId} is not in the source, only its ARN (${places}). Users sign in with an email address, and ${
      parts.groups.length === 0
        ? "there are no groups"
        : "its groups are those that the source declares"
    }. Add the stack, folder or state that declares it.`,
  );
  for (const { clientId } of assumed) {
    notes.push(
      `App client ${clientId} of user pool ${poolId} is not in the source: any callback URL, sign-out URL and scope is accepted. In AWS they must be registered.`,
    );
  }
  return {
    poolId,
    poolArn,
    poolName: poolId,
    region,
    issuer: `https://cognito-idp.${region}.amazonaws.com/${poolId}`,
    domain: {
      ...userPoolDomain(domain, region),
      // Branding says which pages a domain has that is not in the source.
      managedLoginVersion:
        parts.managedLoginVersion ?? (parts.pageStyles?.managedLogin.length ? 2 : 1),
    },
    pageStyles: parts.pageStyles,
    // The defaults of a pool that somebody makes in the console.
    passwordPolicy: {
      minimumLength: 8,
      requireLowercase: true,
      requireUppercase: true,
      requireNumbers: true,
      requireSymbols: true,
    },
    signUp: "admins-only",
    mfa: "OFF",
    secondFactors: [],
    usernameAttributes: ["email"],
    caseSensitiveUsernames: false,
    aliasAttributes: [],
    preTokenGeneration: undefined,
    otherTriggers: [],
    identityProviders: parts.identityProviders,
    groups: parts.groups,
    // Beside the declared ones a pool may have others, which somebody else created.
    resourceServers: [
      ...parts.resourceServers,
      ...serversOf(scopes).filter(
        ({ identifier }) => !parts.resourceServers.some((each) => each.identifier === identifier),
      ),
    ],
    clients: [...parts.clients, ...assumed],
  };
}

function assumedClient(clientId: string, scopes: readonly string[]): AppClient {
  return {
    clientId,
    name: clientId,
    address: `app client ${clientId}, not in the source`,
    clientSecret: syntheticText("existing app client", clientId, 51),
    allowedOAuthFlows: ["code"],
    allowedOAuthScopes: [...new Set([...standardScopes, ...scopes])],
    callbackUrls: [],
    logoutUrls: [],
    acceptsAnyUrl: true,
    supportedIdentityProviders: ["COGNITO"],
    authSessionLifetimeSeconds: 180,
    accessTokenLifetimeSeconds: 3600,
    idTokenLifetimeSeconds: 3600,
    refreshTokenLifetimeSeconds: 30 * 86_400,
    enableTokenRevocation: true,
  };
}

/** Resource servers whose scopes are asked for: `orders/read` is scope `read` of server `orders`. */
function serversOf(scopes: readonly string[]): UserPoolModel["resourceServers"] {
  const custom = scopes.filter((scope) => scope.includes("/"));
  const identifiers = [...new Set(custom.map((scope) => scope.slice(0, scope.lastIndexOf("/"))))];
  return identifiers.map((identifier) => ({
    identifier,
    name: identifier,
    scopes: custom
      .filter((scope) => scope.startsWith(`${identifier}/`))
      .map((scope) => ({ name: scope.slice(identifier.length + 1), description: scope })),
  }));
}
