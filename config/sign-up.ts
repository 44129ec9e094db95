import { offeredProviders, userPoolProvider } from "./offered-providers";
import type { Application, Identity } from "./schema/environment";

/** Who creates users; `existing-users` where the pool or an identity provider has them already. */
export type SignUp = "admins-only" | "self" | "existing-users";

/** Who creates the users of an identity. */
export function signUpOf(identity: Identity): SignUp {
  return identity.type === "existing" ? "existing-users" : identity.signUp;
}

/** Who creates the users of an application, which may offer identity providers only. */
export function signUpOfApplication(application: Application, identity: Identity): SignUp {
  return offeredProviders(application, identity).includes(userPoolProvider)
    ? signUpOf(identity)
    : "existing-users";
}
