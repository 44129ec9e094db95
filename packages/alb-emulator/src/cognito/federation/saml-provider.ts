import type { FederatedIdentity } from "../users/federated-user.ts";
import {
  attributeText,
  type ExternalProvider,
  FederationError,
  type StartedSignIn,
} from "./external-provider.ts";
import { SAML, ValidateInResponseTo } from "./saml-library.mjs";
import { readSamlMetadata, type SamlMetadata } from "./saml-metadata.ts";

/** Settings of {@link SamlProvider}. */
export interface SamlProviderSettings {
  /** The provider's metadata, or its URL. */
  readonly metadata: string;
  /** Entity ID of the user pool: `urn:amazon:cognito:sp:<pool id>`. */
  readonly entityId: string;
}

const callbackPath = "/saml2/idpresponse";

/** Clocks of two machines differ. */
const clockSkewMs = 60_000;

/**
 * A SAML 2.0 provider on the network. A response must be signed, or its assertion; it must belong to the
 * request, and name the user pool as its audience.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-saml-idp-authentication.html
 */
export class SamlProvider implements ExternalProvider {
  #metadata: Promise<SamlMetadata> | undefined;

  constructor(private readonly settings: SamlProviderSettings) {}

  registration(domainUrl: string): string {
    return `signs users in at a real SAML provider. Register the assertion consumer service URL ${domainUrl}${callbackPath} and the entity ID ${this.settings.entityId} there`;
  }

  async begin(state: string, domainUrl: string): Promise<StartedSignIn> {
    const { entityId, signInUrl, certificates, wantsSignedRequests } = await this.#readMetadata();
    if (wantsSignedRequests) {
      throw new FederationError(
        "The provider demands signed requests (WantAuthnRequestsSigned), which the emulator does not send.",
      );
    }
    // One for each sign-in: it remembers the id of the request, to which the response must belong.
    const saml = new SAML({
      callbackUrl: `${domainUrl}${callbackPath}`,
      entryPoint: signInUrl,
      issuer: this.settings.entityId,
      audience: this.settings.entityId,
      idpCert: [...certificates],
      ...(entityId !== "" && { idpIssuer: entityId }),
      identifierFormat: null,
      disableRequestedAuthnContext: true,
      // Either of the two is enough for Cognito; without both, the response is rejected.
      wantAssertionsSigned: false,
      wantAuthnResponseSigned: false,
      validateInResponseTo: ValidateInResponseTo.always,
      acceptedClockSkewMs: clockSkewMs,
    });
    return {
      url: await saml.getAuthorizeUrlAsync(state, undefined, {}),
      complete: (response) => complete(saml, response),
    };
  }

  /** Once it succeeded, for every sign-in. */
  #readMetadata(): Promise<SamlMetadata> {
    this.#metadata ??= readSamlMetadata(this.settings.metadata).catch((error: unknown) => {
      this.#metadata = undefined;
      throw error;
    });
    return this.#metadata;
  }
}

async function complete(saml: SAML, response: URLSearchParams): Promise<FederatedIdentity> {
  try {
    const { profile } = await saml.validatePostResponseAsync(Object.fromEntries(response));
    if (!profile?.nameID) throw new FederationError("The assertion has no NameID.");
    const { attributes = {} } = profile;
    return {
      userId: profile.nameID,
      claims: Object.fromEntries(
        Object.entries(attributes).map(([name, value]) => [name, attributeText(value)]),
      ),
    };
  } catch (error) {
    if (error instanceof FederationError) throw error;
    throw new FederationError(`The SAML response was rejected: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
