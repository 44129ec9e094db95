import type { Identity } from "./schema/environment";

/** Whether users may sign in with something else than their password. */
export function hasChoiceOfSignIn({
  signInMethods = [],
}: Pick<Identity, "signInMethods">): boolean {
  return signInMethods.some((method) => method !== "password");
}
