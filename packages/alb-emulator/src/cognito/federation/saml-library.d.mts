/** Options that the emulator sets. @see https://github.com/node-saml/node-saml#config-parameter-details */
export interface SamlOptions {
  readonly callbackUrl: string;
  readonly entryPoint: string;
  readonly issuer: string;
  readonly audience: string;
  readonly idpCert: readonly string[];
  readonly idpIssuer?: string;
  readonly identifierFormat: string | null;
  readonly disableRequestedAuthnContext: boolean;
  readonly wantAssertionsSigned: boolean;
  readonly wantAuthnResponseSigned: boolean;
  readonly validateInResponseTo: ValidateInResponseTo;
  readonly acceptedClockSkewMs: number;
}

export declare enum ValidateInResponseTo {
  never = "never",
  ifPresent = "ifPresent",
  always = "always",
}

/** The part of a service provider that a sign-in needs. */
export declare class SAML {
  constructor(options: SamlOptions);
  getAuthorizeUrlAsync(
    relayState: string,
    host: string | undefined,
    options: object,
  ): Promise<string>;
  validatePostResponseAsync(container: Readonly<Record<string, string>>): Promise<{
    readonly profile: {
      readonly nameID?: string;
      readonly attributes?: Readonly<Record<string, unknown>>;
    } | null;
  }>;
}

/** An element of an XML document. */
export interface XmlElement {
  readonly textContent: string | null;
  readonly parentNode: XmlElement | null;
  getAttribute(name: string): string | null;
  getElementsByTagNameNS(namespace: string, name: string): ArrayLike<XmlElement>;
}

export declare class DOMParser {
  constructor(options: {
    readonly errorHandler: Readonly<Record<"warning" | "error" | "fatalError", () => void>>;
  });
  parseFromString(text: string, type: string): XmlElement;
}
