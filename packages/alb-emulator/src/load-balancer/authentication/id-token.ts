import type { CognitoProvider } from "../../model/load-balancer.ts";
import { decodeToken } from "../tokens/decode-token.ts";
import { LoginFailure } from "./login-error.ts";

/**
 * Checks the ID token's issuer, audience and expiry. It came straight from the token endpoint, so
 * its signature need not be verified.
 * @see https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation
 * @throws LoginFailure with 401.
 */
export function checkIdToken(
  idToken: string | undefined,
  provider: CognitoProvider,
  nowMs: number,
): void {
  const fail = (explanation: string) =>
    new LoginFailure(401, "AuthInvalidIdToken", `${explanation} The load balancer answers 401.`);
  if (idToken === undefined) {
    throw fail(
      "The token endpoint gave no ID token. The rule's scope must hold openid; aws.cognito.signin.user.admin alone gives none.",
    );
  }
  const payload = decodeToken(idToken)?.payload;
  if (payload === undefined) throw fail("The ID token cannot be decoded.");
  if (payload.iss !== provider.issuer) {
    throw fail(`The ID token's issuer is ${payload.iss}, not ${provider.issuer}.`);
  }
  if (payload.aud !== provider.clientId) {
    throw fail(`The ID token is for client ${payload.aud}, not ${provider.clientId}.`);
  }
  if (typeof payload.exp !== "number" || payload.exp * 1000 <= nowMs) {
    throw fail("The ID token has expired.");
  }
}
