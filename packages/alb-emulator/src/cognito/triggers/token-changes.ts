import * as z from "zod";

/** What a trigger changes in one token. */
export interface ClaimChanges {
  readonly added: Readonly<Record<string, unknown>>;
  readonly suppressed: readonly string[];
}

/** What a pre token generation trigger changes. */
export interface TokenChanges {
  readonly id: ClaimChanges;
  readonly access: ClaimChanges;
  readonly scopesAdded: readonly string[];
  readonly scopesSuppressed: readonly string[];
  /** In place of the user's groups, in both tokens. @default - unchanged */
  readonly groups?: readonly string[] | undefined;
  readonly roles?: readonly string[] | undefined;
  readonly preferredRole?: string | undefined;
}

export const noChanges: TokenChanges = {
  id: { added: {}, suppressed: [] },
  access: { added: {}, suppressed: [] },
  scopesAdded: [],
  scopesSuppressed: [],
};

const names = z.array(z.string()).nullish();

const groupOverrideDetails = z
  .object({
    groupsToOverride: names,
    iamRolesToOverride: names,
    preferredRole: z.string().nullish(),
  })
  .nullish();

/** Lambda's JSON becomes text where Cognito expects text. */
const text = z.union([z.string(), z.number().transform(String), z.boolean().transform(String)]);

const responseV1 = z.object({
  claimsOverrideDetails: z
    .object({
      claimsToAddOrOverride: z.record(z.string(), text).nullish(),
      claimsToSuppress: names,
      groupOverrideDetails,
    })
    .nullish(),
});

const tokenGeneration = z
  .object({
    claimsToAddOrOverride: z.record(z.string(), z.unknown()).nullish(),
    claimsToSuppress: names,
    scopesToAdd: z.array(z.string().regex(/^\S+$/)).nullish(),
    scopesToSuppress: names,
  })
  .nullish();

const responseV2 = z.object({
  claimsAndScopeOverrideDetails: z
    .object({
      idTokenGeneration: tokenGeneration,
      accessTokenGeneration: tokenGeneration,
      groupOverrideDetails,
    })
    .nullish(),
});

/**
 * Reads `response` of the event that a trigger returned.
 * @returns `undefined` when Cognito cannot read it
 */
export function readChanges(version: "V1_0" | "V2_0" | "V3_0", response: unknown) {
  return version === "V1_0" ? readV1(response) : readV2(response);
}

function readV1(response: unknown): TokenChanges | undefined {
  const { success, data } = responseV1.safeParse(response ?? {});
  if (!success) return undefined;
  const { claimsOverrideDetails: details } = data;
  if (!details) return noChanges;
  return { ...noChanges, id: claimChanges(details), ...groupChanges(details) };
}

function readV2(response: unknown): TokenChanges | undefined {
  const { success, data } = responseV2.safeParse(response ?? {});
  if (!success) return undefined;
  const { claimsAndScopeOverrideDetails: details } = data;
  if (!details) return noChanges;
  return {
    id: claimChanges(details.idTokenGeneration),
    access: claimChanges(details.accessTokenGeneration),
    scopesAdded: details.accessTokenGeneration?.scopesToAdd ?? [],
    scopesSuppressed: details.accessTokenGeneration?.scopesToSuppress ?? [],
    ...groupChanges(details),
  };
}

interface Claims {
  readonly claimsToAddOrOverride?: Record<string, unknown> | null | undefined;
  readonly claimsToSuppress?: string[] | null | undefined;
}

function claimChanges(claims: Claims | null | undefined): ClaimChanges {
  return {
    added: claims?.claimsToAddOrOverride ?? {},
    suppressed: claims?.claimsToSuppress ?? [],
  };
}

/** An empty object or null takes the groups out; without it they stay. */
function groupChanges(details: {
  readonly groupOverrideDetails?: z.output<typeof groupOverrideDetails>;
}): Pick<TokenChanges, "groups" | "roles" | "preferredRole"> {
  const groups = details.groupOverrideDetails;
  if (groups === undefined) return {};
  return {
    groups: groups?.groupsToOverride ?? [],
    ...(groups?.iamRolesToOverride?.length ? { roles: groups.iamRolesToOverride } : {}),
    ...(groups?.preferredRole ? { preferredRole: groups.preferredRole } : {}),
  };
}

/** Cognito's own claims, which a trigger cannot change. */
const fixedClaims = [
  ...["acr", "amr", "at_hash", "auth_time", "azp", "exp", "iat", "iss", "jti", "nbf", "nonce"],
  ...["origin_jti", "sub", "token_use"],
];
const fixedIdClaims = [...fixedClaims, "identities", "aud"];
const fixedAccessClaims = [
  ...[...fixedClaims, "username", "client_id", "scope", "device_key", "event_id", "version"],
];
const changeableCognitoClaims = ["cognito:groups", "cognito:roles", "cognito:preferred_role"];

function isChangeable(fixed: readonly string[], name: string): boolean {
  if (name.startsWith("cognito:")) return changeableCognitoClaims.includes(name);
  return !fixed.includes(name);
}

/** The claims of an ID token after a trigger. Suppressing wins over adding. */
export function changedIdClaims(
  claims: Readonly<Record<string, unknown>>,
  { id, roles, preferredRole }: TokenChanges,
): Record<string, unknown> {
  return applied(
    {
      ...claims,
      ...(roles && { "cognito:roles": roles }),
      ...(preferredRole && { "cognito:preferred_role": preferredRole }),
    },
    id,
    (name) => isChangeable(fixedIdClaims, name),
  );
}

/** The claims of an access token after a trigger. `aud` may be added, if it is the app client. */
export function changedAccessClaims(
  claims: Readonly<Record<string, unknown>>,
  { access }: TokenChanges,
): Record<string, unknown> {
  return applied(claims, access, (name, value) =>
    name === "aud" ? value === claims.client_id : isChangeable(fixedAccessClaims, name),
  );
}

function applied(
  claims: Readonly<Record<string, unknown>>,
  { added, suppressed }: ClaimChanges,
  isAllowed: (name: string, value?: unknown) => boolean,
): Record<string, unknown> {
  const additions = Object.entries(added).filter(
    ([name, value]) => isAllowed(name, value) && !name.startsWith("dev:"),
  );
  const all = { ...claims, ...Object.fromEntries(additions) };
  return Object.fromEntries(
    Object.entries(all).filter(([name]) => !(suppressed.includes(name) && isAllowed(name))),
  );
}

/** What a message says of requested scopes that a trigger took away; empty without any. */
export function withheldScopes(scope: string, { scopesSuppressed }: TokenChanges): string {
  const withheld = scope.split(" ").filter((each) => scopesSuppressed.includes(each));
  if (withheld.length === 0) return "";
  return `, without ${withheld.join(" ")}, which the pre token generation trigger takes away`;
}

/** The scopes of an access token after a trigger. */
export function changedScope(
  scopes: readonly string[],
  { scopesAdded, scopesSuppressed }: TokenChanges,
): string {
  return [...new Set([...scopes, ...scopesAdded])]
    .filter((scope) => !scopesSuppressed.includes(scope))
    .join(" ");
}
