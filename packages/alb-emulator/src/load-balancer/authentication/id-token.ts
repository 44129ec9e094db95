import type { LoginAction } from "../../model/login-action.ts";
import { decodeToken } from "../tokens/decode-token.ts";
import { LoginError } from "./login-error.ts";

/**
 * Checks issuer, audience and expiry of an ID token. It came directly from the token endpoint, so
 * its signature need not be verified.
 * @see https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation
 * @throws LoginError with 401.
 */
export function checkIdToken(
  idToken: string | undefined,
  { issuer, clientId }: LoginAction["provider"],
  nowMs: number,
): void {
  const invalid = (explanation: string) =>
    new LoginError(401, "AuthInvalidIdToken", `${explanation} The load balancer returns 401.`);
  if (idToken === undefined) {
    throw invalid(
      "The token endpoint returned no ID token. The scope of the rule must contain openid; aws.cognito.signin.user.admin alone is not enough.",
    );
  }
  const payload = decodeToken(idToken)?.payload;
  if (payload === undefined) throw invalid("The ID token cannot be decoded.");
  if (payload.iss !== issuer) {
    throw invalid(`The issuer of the ID token is ${payload.iss}, expected ${issuer}.`);
  }
  const audiences = Array.isArray(payload.aud) ? payload.aud : [payload.aud];
  if (!audiences.includes(clientId)) {
    throw invalid(`The ID token is for client ${payload.aud}, expected ${clientId}.`);
  }
  if (typeof payload.exp !== "number" || payload.exp * 1000 <= nowMs) {
    throw invalid("The ID token has expired.");
  }
}
