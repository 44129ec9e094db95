import { FederationError } from "./external-provider.ts";
import { DOMParser, type XmlElement } from "./saml-library.mjs";

/** What a SAML provider says about itself. */
export interface SamlMetadata {
  readonly entityId: string;
  /** Where browsers take requests by redirect. */
  readonly signInUrl: string;
  /** Certificates of the keys that sign its responses, as base64. */
  readonly certificates: readonly string[];
  /** Whether it demands signed requests, which the emulator does not send. */
  readonly wantsSignedRequests: boolean;
}

const namespaces = {
  metadata: "urn:oasis:names:tc:SAML:2.0:metadata",
  signature: "http://www.w3.org/2000/09/xmldsig#",
};
const redirectBinding = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";

/**
 * Reads the metadata of an identity provider.
 * @param source the document itself, or its URL
 * @throws FederationError when it cannot be read, or lacks what a sign-in needs
 * @see https://docs.oasis-open.org/security/saml/v2.0/saml-metadata-2.0-os.pdf
 */
export async function readSamlMetadata(source: string): Promise<SamlMetadata> {
  const text = /^\s*</.test(source) ? source : await fetchText(source);
  const parser = new DOMParser({
    errorHandler: {
      warning: () => {},
      error: () => {},
      fatalError: () => {},
    },
  });
  const document = parser.parseFromString(text, "text/xml");
  const [descriptor] = elements(document, namespaces.metadata, "IDPSSODescriptor");
  if (descriptor === undefined) {
    throw new FederationError("The metadata has no IDPSSODescriptor, so it is not a provider's.");
  }
  const entityId = descriptor.parentNode?.getAttribute("entityID") ?? "";
  const service = elements(descriptor, namespaces.metadata, "SingleSignOnService").find(
    (element) => element.getAttribute("Binding") === redirectBinding,
  );
  const certificates = elements(descriptor, namespaces.metadata, "KeyDescriptor")
    .filter((key) => key.getAttribute("use") !== "encryption")
    .flatMap((key) => elements(key, namespaces.signature, "X509Certificate"))
    .map(({ textContent }) => (textContent ?? "").replace(/\s+/g, ""));
  const signInUrl = service?.getAttribute("Location") ?? "";
  if (signInUrl === "" || certificates.length === 0) {
    throw new FederationError(
      "The metadata lacks a SingleSignOnService with the binding HTTP-Redirect, or a certificate for signatures.",
    );
  }
  return {
    entityId,
    signInUrl,
    certificates,
    wantsSignedRequests: descriptor.getAttribute("WantAuthnRequestsSigned") === "true",
  };
}

function elements(parent: XmlElement, namespace: string, name: string): XmlElement[] {
  return Array.from(parent.getElementsByTagNameNS(namespace, name));
}

async function fetchText(url: string): Promise<string> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return await response.text();
  } catch (error) {
    const { message, cause } = error as Error;
    const reason = cause instanceof Error ? cause.message : message;
    throw new FederationError(`The metadata cannot be read from ${url}: ${reason}`, {
      cause: error,
    });
  }
}
