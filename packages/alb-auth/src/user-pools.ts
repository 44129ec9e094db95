/** A user pool whose tokens are accepted. */
export interface UserPool {
  /** Every `iss` that its tokens may have. */
  readonly issuers: readonly string[];
  /** Address of its JWKS. */
  readonly jwksUrl: string;
}

const cognitoIssuer =
  /^https:\/\/(?:issuer-)?(cognito-idp\.[a-z0-9-]+\.amazonaws\.[a-z.]+\/[\w-]+)$/;

/**
 * The user pools of the issuers. Cognito has two issuers for one pool, and a pool can change from the
 * original to the updated one while users are signed in, so both are accepted if one is given.
 *
 * @param jwksUrl address of the JWKS of the only pool
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html
 */
export function userPoolsOf(issuers: readonly string[], jwksUrl?: string): readonly UserPool[] {
  const pools = new Map<string, UserPool>();
  for (const issuer of issuers) {
    const original = originalForm(issuer);
    if (pools.has(original)) continue;
    pools.set(original, {
      issuers: formsOf(issuer),
      jwksUrl: jwksUrl ?? `${issuer}/.well-known/jwks.json`,
    });
  }
  return [...pools.values()];
}

function formsOf(issuer: string): readonly string[] {
  const [, address] = cognitoIssuer.exec(issuer) ?? [];
  return address === undefined ? [issuer] : [`https://${address}`, `https://issuer-${address}`];
}

function originalForm(issuer: string): string {
  return formsOf(issuer)[0] ?? issuer;
}
