import type { IdentityEndpoints } from "../../model/emulator-model.ts";
import type { LoginAction } from "../../model/login-action.ts";
import type { Locations } from "../http/locations.ts";
import type { CookieCipher } from "../session/cookie-cipher.ts";
import type { IdentityClient } from "./identity-client.ts";

/** What authentication needs, for one load balancer. */
export interface LoginContext {
  readonly cipher: CookieCipher;
  readonly identity: IdentityClient;
  readonly endpointsOf: (login: LoginAction) => IdentityEndpoints;
  readonly locations: Locations;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}
