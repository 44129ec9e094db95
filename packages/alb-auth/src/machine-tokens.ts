import type { AccessTokenVerifier } from "./access-token.ts";
import { AlbAuthError } from "./alb-auth-error.ts";
import { hasBearerToken, readBearerToken } from "./bearer-token.ts";
import { createMachineIdentity, type Identity } from "./identity.ts";
import { hasOidcHeaders, type RequestHeaders } from "./oidc-headers.ts";

/** Verifies the bearer tokens of machines, on requests that no load balancer has signed a user in for. */
export class MachineTokens {
  constructor(private readonly accessTokens: AccessTokenVerifier) {}

  /**
   * Whether the request is a machine's, to be verified as such.
   * @throws AlbAuthError for a request that is both a user's and a machine's
   */
  isMachine(headers: RequestHeaders): boolean {
    if (!hasOidcHeaders(headers)) return true;
    if (hasBearerToken(headers)) throw new AlbAuthError("ERR_CREDENTIALS_AMBIGUOUS");
    return false;
  }

  /** @throws AlbAuthError with one `code` per cause */
  async verify(headers: RequestHeaders, nowSeconds: number): Promise<Identity> {
    const token = readBearerToken(headers);
    const access = await this.accessTokens.verifyToken(token, nowSeconds);
    // The subject of a user is a UUID of the pool, that of a machine its own app client.
    if (access.subject !== access.clientId) throw new AlbAuthError("ERR_BEARER_USER");
    return createMachineIdentity(access, token);
  }
}
