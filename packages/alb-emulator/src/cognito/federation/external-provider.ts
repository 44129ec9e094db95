import type { FederatedIdentity } from "../users/federated-user.ts";

/** A real identity provider, which takes the place of the local page. */
export interface ExternalProvider {
  /** What to register at the provider, for the notice at the start. */
  registration(domainUrl: string): string;
  /**
   * Begins a sign-in.
   * @param state Comes back with the provider's response, and leads to this sign-in.
   * @param domainUrl Local address of the user pool's domain.
   * @throws FederationError when the provider cannot be reached, or its configuration is not valid
   */
  begin(state: string, domainUrl: string): Promise<StartedSignIn>;
}

/** A sign-in that the browser continues at the provider. */
export interface StartedSignIn {
  /** Where to send the browser. */
  readonly url: string;
  /**
   * Who signed in, from the provider's response.
   * @throws FederationError when the response is an error, or is not valid
   */
  complete(response: URLSearchParams): Promise<FederatedIdentity>;
}

/** A sign-in at a real provider that failed; the message says why. */
export class FederationError extends Error {
  override readonly name: string = "FederationError";
}

/** A value of a provider as text: Cognito writes a list as `[a, b]`. */
export function attributeText(value: unknown): string {
  if (Array.isArray(value)) {
    const [only, ...others] = value;
    return others.length === 0 ? attributeText(only) : `[${value.map(attributeText).join(", ")}]`;
  }
  if (typeof value === "object" && value !== null) return JSON.stringify(value);
  return value === undefined || value === null ? "" : String(value);
}
