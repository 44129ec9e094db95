import type { IdentityProvider } from "../../model/user-pool.ts";
import type { StartedSignIn } from "./external-provider.ts";

/** A sign-in whose browser is at the provider. */
export interface PendingSignIn {
  readonly provider: IdentityProvider;
  /** Query of the authorization request that the sign-in answers. */
  readonly query: Readonly<Record<string, string | string[] | undefined>>;
  readonly complete: StartedSignIn["complete"];
}
