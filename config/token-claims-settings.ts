import type { Identity } from "./schema/environment";

export type TokenClaims = NonNullable<Identity["tokenClaims"]>;

/** What the pre token generation function reads, as JSON. */
export function tokenClaimsSettings({ scopes, claims }: TokenClaims): string {
  return JSON.stringify({
    scopes: Object.fromEntries(
      Object.entries(scopes).map(([scope, { groups }]) => [scope, groups]),
    ),
    claims: Object.entries(claims).map(([name, claim]) => ({ name, ...claim })),
  });
}
