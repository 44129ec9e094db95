import { randomUUID } from "node:crypto";
import type { Configuration, KoaContextWithOIDC } from "oidc-provider";
import { base } from "oidc-provider/lib/helpers/interaction_policy/index.js";
import { Provider } from "oidc-provider/lib/provider.js";
import type { AppClient, IdentityModel } from "../model/identity.ts";
import { customScopesOf, providerClientOf, standardScopes } from "./app-clients.ts";
import type { MemoryStore } from "./memory-store.ts";
import type { SigningKeys } from "./signing-keys.ts";
import type { UserDirectory } from "./users/user-directory.ts";

/** Fixed in AWS: `auth_session_validity` is about the pages, not about this cookie. */
export const signInSessionSeconds = 3600;

/** Codes are good for this long. */
const authorizationCodeSeconds = 300;

/** A grant only ties tokens to a sign-in here, so it must outlive the longest refresh token. */
const grantSeconds = 3650 * 24 * 3600;

/** The pages' own cookie, named as Cognito names it. */
export const sessionCookieName = "cognito";

export interface ProviderOptions {
  readonly model: IdentityModel;
  readonly users: UserDirectory;
  readonly keys: SigningKeys;
  readonly store: MemoryStore;
}

/** The OAuth 2.0 engine inside. What Cognito does otherwise is done around it, in endpoints/. */
export function createProvider({ model, users, keys, store }: ProviderOptions): Provider {
  const clients = new Map(model.clients.map((client) => [client.clientId, client]));
  const lifetime = (clientId: string | undefined, field: LifetimeField) =>
    clients.get(clientId ?? "")?.[field] ?? 3600;

  const configuration: Configuration = {
    adapter: (name) => store.adapter(name),
    clients: model.clients.map(providerClientOf),
    jwks: { keys: [keys.idToken.privateJwk] } as Configuration["jwks"],
    scopes: [...standardScopes, ...customScopesOf(model)],
    claims: { openid: ["sub"] },
    findAccount: async (_ctx, sub) => {
      const user = users.find(sub);
      return user && { accountId: sub, claims: async () => ({ sub }) };
    },
    routes: {
      authorization: "/oauth2/authorize",
      token: "/oauth2/token",
    },
    cookies: {
      names: { session: sessionCookieName, interaction: "interaction", resume: "resume" },
      long: { httpOnly: true, sameSite: "lax", signed: false },
      short: { httpOnly: true, sameSite: "lax", signed: false },
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
      resourceIndicators: { enabled: false },
      clientCredentials: { enabled: true },
    },
    pkce: { required: () => false },
    interactions: {
      url: (ctx) => `/login?${ctx.querystring}`,
      policy: withoutConsent(),
    },
    loadExistingGrant: reuseGrant,
    // Cognito gives a refresh token with every code, whatever the scope, and keeps it on refresh.
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed("refresh_token"),
    rotateRefreshToken: false,
    revokeGrantPolicy: () => false,
    // Sign-out ends the pages' session and no token.
    expiresWithSession: async () => false,
    ttl: {
      AccessToken: (_ctx, token) => lifetime(token.clientId, "accessTokenLifetimeSeconds"),
      ClientCredentials: (_ctx, token) => lifetime(token.clientId, "accessTokenLifetimeSeconds"),
      IdToken: (_ctx, _token, client) => lifetime(client.clientId, "idTokenLifetimeSeconds"),
      RefreshToken: (_ctx, token) => lifetime(token.clientId, "refreshTokenLifetimeSeconds"),
      AuthorizationCode: authorizationCodeSeconds,
      Grant: grantSeconds,
      Interaction: 60,
      // An hour from the sign-in, not from the last use.
      Session: (_ctx, session) => remainingSessionSeconds(session.loginTs),
    },
  };
  const provider = new Provider(model.issuer, configuration);
  // The stand-in listens on loopback only, behind names that are https for real.
  provider.proxy = true;
  identifyByUuid(provider.AccessToken.prototype);
  identifyByUuid(provider.ClientCredentials.prototype);
  identifyByUuid(provider.AuthorizationCode.prototype);
  return provider;
}

/** Codes and `jti` are UUIDs in Cognito. The library's own ids also settle the token's format. */
function identifyByUuid(prototype: object): void {
  const model = prototype as { generateTokenId(): string };
  const { generateTokenId } = model;
  model.generateTokenId = function uuid() {
    generateTokenId.call(this);
    return randomUUID();
  };
}

type LifetimeField = Extract<keyof AppClient, `${string}LifetimeSeconds`>;

export function remainingSessionSeconds(loginTs: number | undefined): number {
  const age = loginTs === undefined ? 0 : Math.floor(Date.now() / 1000) - loginTs;
  return Math.max(1, signInSessionSeconds - age);
}

/** Cognito asks nobody for consent: whoever signs in gets what the client asked for. */
function withoutConsent() {
  const policy = base();
  policy.remove("consent");
  return policy;
}

/** One grant for a client in a session: a new one each time would end the earlier one's tokens. */
async function reuseGrant(ctx: KoaContextWithOIDC) {
  const { client, session, provider, params } = ctx.oidc;
  if (!client || !session?.accountId) return undefined;
  const grantId = session.grantIdFor(client.clientId);
  const grant =
    (grantId && (await provider.Grant.find(grantId))) ||
    new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(String(params?.scope ?? ""));
  await grant.save();
  return grant;
}
