import type { Identity } from "./schema/environment";

/** Who creates users; `existing-users` where the pool has them already. */
export type SignUp = "admins-only" | "self" | "existing-users";

/** Who creates the users of an identity. */
export function signUpOf(identity: Identity): SignUp {
  return identity.type === "existing" ? "existing-users" : identity.signUp;
}
