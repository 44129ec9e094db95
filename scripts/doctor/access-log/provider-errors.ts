import { outcome, type Reasons } from "./define-reason";

const proof = (error: string) =>
  `\`error_reason\` \`AuthMissingCodeParam\`, and \`${error}\` in the query of the callback`;

/** What an identity provider returned to the callback instead of a code. */
export const providerErrors: Reasons = {
  "invalid-scope": outcome(
    "error",
    proof("invalid_scope"),
    "The rule requests a scope that the app client must not have or that no resource server defines, so every sign-in at the rule ends in an error.",
    "Define the scope under identity.resourceServers.NAME.scopes, write it as <resource server>/<scope> in applications.NAME.routes[].access.scopes, and deploy shared-identity before the application: npm run deploy.",
  ),
  "unauthorized-client": outcome(
    "error",
    proof("error=unauthorized_client"),
    "The app client must not use the authorization code grant, so every sign-in ends in an error.",
    "The app client needs the flow code and this project sets it: npm run deploy -- --only NAME.",
  ),
  "access-denied": outcome(
    "warning",
    proof("error=access_denied"),
    "The identity provider denied access: the user cancelled, has no permission at a federated provider, or a trigger of the user pool rejected the sign-in.",
    "Ask the user to sign in again. If all are denied, look at the provider's own log, and at the triggers of the user pool.",
  ),
  "provider-error": outcome(
    "error",
    proof("error=…"),
    "The identity provider returned an error instead of an authorization code.",
    "Read error and error_description in the proof. The parameters of the authorization request come from applications.NAME.routes[].access: scopes and extraParameters.",
  ),
};

/** Which of them an error is. */
export function providerErrorId(error: string, description: string | undefined): string {
  // Cognito reports an unknown scope as invalid_request, with the reason in the description.
  if (error === "invalid_scope" || description === "invalid_scope") return "invalid-scope";
  if (error === "unauthorized_client" || description === "unauthorized_client")
    return "unauthorized-client";
  return error === "access_denied" ? "access-denied" : "provider-error";
}
