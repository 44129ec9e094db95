import type { IdentityInput } from "../../config/schema/environment";
import { cognitoRequest, type EmulatedAws } from "./emulated-aws";
import type { orderedSteps } from "./steps";
import type { Terraform } from "./terraform";

/** An identity provider of each type, and an attribute that one of them sets. */
const federation = {
  customAttributes: {
    costCenter: { type: "string", maxLength: 64 },
    level: { type: "number", minValue: 1, mutable: false },
  },
  identityProviders: {
    Entra: {
      type: "saml",
      metadataUrl: "https://login.example.com/metadata",
      signRequests: true,
      identifiers: ["example.com"],
      attributeMapping: { "custom:costCenter": "costCenter" },
    },
    ADFS: { type: "saml", metadataFile: '<EntityDescriptor entityID="${x}"/>' },
    Okta: { type: "oidc", issuer: "https://example.okta.com", clientId: "0oa1" },
    Google: { type: "google", clientId: "1.apps.googleusercontent.com" },
    Facebook: { type: "facebook", clientId: "2" },
    LoginWithAmazon: { type: "amazon", clientId: "3" },
    SignInWithApple: {
      type: "apple",
      servicesId: "com.example.signin",
      teamId: "A1B2C3D4E5",
      keyId: "F6G7H8I9J0",
    },
  },
} as const;

const secrets = Object.fromEntries(
  [
    "okta_client_secret",
    "google_client_secret",
    "facebook_client_secret",
    "login_with_amazon_client_secret",
    "sign_in_with_apple_private_key",
  ].map((name) => [name, `first ${name}`]),
);

const emptyPlan = { exitCode: 0, errors: [], changes: [], changedOutputs: [] };

/** What the steps work with. */
export interface FederationBench {
  readonly aws: () => EmulatedAws;
  readonly identity: () => Terraform;
  /** Synthesizes a new user pool with these settings. */
  readonly synthesize: (settings: Partial<Exclude<IdentityInput, { type: "existing" }>>) => void;
  readonly describePool: () => Promise<Readonly<Record<string, unknown>>>;
}

/** Identity providers of a user pool: created, rotated and removed, with custom attributes. */
export function federationSteps(
  step: ReturnType<typeof orderedSteps>,
  { aws, identity, synthesize, describePool }: FederationBench,
): void {
  async function providerDetails(name: string): Promise<Readonly<Record<string, string>>> {
    const { user_pool_id } = await identity().outputs();
    const { IdentityProvider = {} } = await cognitoRequest(aws(), "DescribeIdentityProvider", {
      UserPoolId: user_pool_id,
      ProviderName: name,
    });
    return IdentityProvider.ProviderDetails as Record<string, string>;
  }

  async function addDetails(name: string, details: object): Promise<void> {
    const { user_pool_id } = await identity().outputs();
    await cognitoRequest(aws(), "UpdateIdentityProvider", {
      UserPoolId: user_pool_id,
      ProviderName: name,
      ProviderDetails: { ...(await providerDetails(name)), ...details },
    });
  }

  step("identity providers of every type and custom attributes are created", async () => {
    synthesize(federation);
    expect(await identity().apply(secrets)).toMatchObject({ exitCode: 0, errors: [] });

    expect(await providerDetails("Google")).toMatchObject({
      client_id: "1.apps.googleusercontent.com",
      client_secret: "first google_client_secret",
    });
    expect(await describePool()).toMatchObject({
      SchemaAttributes: expect.arrayContaining([
        expect.objectContaining({ Name: "custom:costCenter", Mutable: true }),
        expect.objectContaining({ Name: "custom:level", AttributeDataType: "Number" }),
      ]),
    });
    expect(await identity().plan(secrets)).toMatchObject(emptyPlan);
    expect((await identity().plan()).errors).toHaveLength(5);
  });

  step("what Cognito adds to the settings of a provider is no change", async () => {
    const added = {
      Entra: { ActiveEncryptionCertificate: "x", SSORedirectBindingURI: "https://x.example.com" },
      Google: { authorize_url: "https://x.example.com", token_request_method: "POST" },
      Okta: { jwks_uri: "https://x.example.com", attributes_url_add_attributes: "false" },
      Facebook: { api_version: "v21.0" },
    };
    for (const [name, details] of Object.entries(added)) await addDetails(name, details);

    expect(await identity().plan(secrets)).toMatchObject(emptyPlan);
  });

  step(
    "a new secret is applied in place, and a new key of Apple's replaces the provider",
    async () => {
      const rotated = { ...secrets, google_client_secret: "second" };
      const { changes } = await identity().plan(rotated);
      expect(changes).toEqual([
        { address: expect.stringContaining("identity_providers_Google"), action: "update" },
      ]);
      expect(await identity().applyPlan()).toMatchObject({ exitCode: 0, errors: [] });
      expect(await providerDetails("Google")).toMatchObject({ client_secret: "second" });
      expect(await identity().plan(rotated)).toMatchObject(emptyPlan);

      const newKey = { ...rotated, sign_in_with_apple_private_key: "third" };
      expect((await identity().plan(newKey)).changes.map(({ action }) => action)).toEqual([
        "replace",
        "replace",
      ]);
      expect(await identity().applyPlan()).toMatchObject({ exitCode: 0, errors: [] });
      expect(await providerDetails("SignInWithApple")).toMatchObject({ private_key: "third" });
      expect(await identity().plan(newKey)).toMatchObject(emptyPlan);
    },
  );

  step("a custom attribute can be added, and not removed", async () => {
    const { customAttributes } = federation;
    const { costCenter, ...others } = customAttributes;
    synthesize({ ...federation, customAttributes: { ...customAttributes, team: costCenter } });
    expect(await identity().apply(secrets)).toMatchObject({ exitCode: 0, errors: [] });
    expect(await describePool()).toMatchObject({
      SchemaAttributes: expect.arrayContaining([expect.objectContaining({ Name: "custom:team" })]),
    });
    expect(await identity().plan(secrets)).toMatchObject(emptyPlan);

    synthesize({ ...federation, identityProviders: {}, customAttributes: others });
    expect((await identity().apply()).errors).toEqual([
      expect.stringContaining("cannot modify or remove schema items"),
    ]);
  });

  step("identity providers that the environment no longer has are removed", async () => {
    synthesize({});
    expect(await identity().apply()).toMatchObject({ exitCode: 0, errors: [] });

    const { user_pool_id } = await identity().outputs();
    const { Providers } = await cognitoRequest(aws(), "ListIdentityProviders", {
      UserPoolId: user_pool_id,
    });
    expect(Providers).toEqual([]);
    expect(await identity().plan()).toMatchObject(emptyPlan);
  });
}
