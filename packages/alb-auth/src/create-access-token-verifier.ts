import { type AccessToken, AccessTokenVerifier } from "./access-token.ts";
import { KeySource } from "./key-source.ts";
import type { ResolvedUserPoolOptions } from "./resolve-options.ts";
import { TokenCache } from "./token-cache.ts";
import { UserPoolKeys } from "./user-pool-keys.ts";

/** @param graceSeconds for how long after its `exp` a token is accepted */
export function createAccessTokenVerifier(
  { userPools, clientIds, fetchPolicy, now, maxCachedAccessTokens }: ResolvedUserPoolOptions,
  graceSeconds: number,
): AccessTokenVerifier {
  const keys = new Map<string, UserPoolKeys>();
  for (const { issuers, jwksUrl } of userPools) {
    const source = new KeySource(fetchPolicy, now);
    const poolKeys = new UserPoolKeys({ url: jwksUrl, source, now });
    for (const issuer of issuers) keys.set(issuer, poolKeys);
  }
  const cache: TokenCache<AccessToken> = new TokenCache(maxCachedAccessTokens, {
    fromSecondTime: true,
  });
  return new AccessTokenVerifier({ clientIds, graceSeconds, keys, cache });
}
