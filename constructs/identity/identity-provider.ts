import { CognitoIdentityProvider } from "@cdktf/provider-aws/lib/cognito-identity-provider";
import { DataResource, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { plainAddress } from "../plain-address";
import { ProviderSecret } from "./provider-secret";
import type { UserPoolReference } from "./user-pool-reference";

/** Cognito's types of identity providers. */
export type IdentityProviderType =
  | "SAML"
  | "OIDC"
  | "Google"
  | "SignInWithApple"
  | "Facebook"
  | "LoginWithAmazon";

/** Properties for {@link IdentityProvider}. */
export interface IdentityProviderProps {
  readonly userPool: UserPoolReference;
  /** Name that users see; their user names begin with it. */
  readonly name: string;
  readonly type: IdentityProviderType;
  /**
   * Settings by Cognito's keys, without the secret; booleans are strings.
   * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateIdentityProvider.html
   */
  readonly details: Readonly<Record<string, string>>;
  /** Name of the Terraform variable with the secret. @default - the provider has none */
  readonly secretVariable?: string | undefined;
  /** Attributes of the provider by the attribute of the user pool that gets their value. */
  readonly attributeMapping: Readonly<Record<string, string>>;
  /** Other names, such as domains of email addresses. @default - none */
  readonly identifiers?: readonly string[] | undefined;
}

const endpoints = ["authorize_url", "token_url", "attributes_url_add_attributes"];

/**
 * What Cognito adds to the settings of each type when it describes a provider. A plan would remove it
 * again and again; an encryption certificate that AWS has replaced would even fail the apply.
 */
const addedByCognito: Readonly<Record<IdentityProviderType, readonly string[]>> = {
  SAML: ["ActiveEncryptionCertificate", "SSORedirectBindingURI", "SLORedirectBindingURI"],
  OIDC: [...endpoints, "attributes_url", "jwks_uri"],
  Google: [...endpoints, "attributes_url", "oidc_issuer", "token_request_method"],
  SignInWithApple: [...endpoints, "oidc_issuer", "token_request_method"],
  Facebook: [...endpoints, "attributes_url", "api_version", "token_request_method"],
  LoginWithAmazon: [...endpoints, "attributes_url", "token_request_method"],
};

/**
 * Where users sign in instead of with a password of the user pool.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-identity-federation.html
 */
export class IdentityProvider extends Construct {
  /** What must exist before an app client may offer the provider. */
  readonly resource: ITerraformDependable;

  constructor(scope: Construct, id: string, props: IdentityProviderProps) {
    super(scope, id);
    const { type, details, identifiers = [] } = props;
    const secret = this.#secretOf(props);
    const ignored = addedByCognito[type].filter((key) => !Object.hasOwn(details, key));
    const provider = new CognitoIdentityProvider(this, "provider", {
      userPoolId: props.userPool.userPoolId,
      providerName: props.name,
      providerType: type,
      providerDetails: { ...details, ...secret },
      attributeMapping: { ...props.attributeMapping },
      ...(identifiers.length === 0 ? {} : { idpIdentifiers: [...identifiers] }),
      lifecycle: {
        ignoreChanges: [...ignored, ...(type === "SignInWithApple" ? ["private_key"] : [])].map(
          (key) => `provider_details["${key}"]`,
        ),
        ...(type === "SignInWithApple" ? { replaceTriggeredBy: [this.#versionOf(props).fqn] } : {}),
      },
    });
    this.resource = plainAddress(provider);
  }

  #secretOf({ name, type, secretVariable }: IdentityProviderProps): Record<string, string> {
    if (secretVariable === undefined) return {};
    const isPrivateKey = type === "SignInWithApple";
    const { value } = new ProviderSecret(this, "secret", {
      provider: name,
      variableName: secretVariable,
      isPrivateKey,
    });
    return { [isPrivateKey ? "private_key" : "client_secret"]: value };
  }

  /**
   * Changes with every setting and with the private key, which Cognito never returns: compared with what
   * it returns, the key would be new in every plan, and ignored, it would be missing from an update.
   * Replacing the provider is what remains.
   */
  #versionOf({ details, secretVariable }: IdentityProviderProps): ITerraformDependable {
    return plainAddress(
      new DataResource(this, "version", {
        triggersReplace: { ...details, private_key_sha256: `\${sha256(var.${secretVariable})}` },
      }),
    );
  }
}
