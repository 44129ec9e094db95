/** A real identity provider that the emulator calls instead of showing a page of its own. */
export interface RealIdentityProvider {
  /** Name in the user pool, such as `Google`. */
  readonly name: string;
  /**
   * Issuer of an OpenID Connect provider, or URL of a SAML provider's metadata.
   * @default - what the user pool declares
   */
  readonly url?: string | undefined;
}
