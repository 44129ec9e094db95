import { CognitoIdentityProvider } from "@cdktf/provider-aws/lib/cognito-identity-provider";
import { CognitoUserPool } from "@cdktf/provider-aws/lib/cognito-user-pool";
import { CognitoUserPoolClient } from "@cdktf/provider-aws/lib/cognito-user-pool-client";
import type { EnvironmentInput } from "../../config/schema/environment";
import { SharedIdentityStack } from "../../stacks/shared-identity-stack";
import { address, parse, reference, resource, resources } from "../support/synth";
import {
  minimalApplication,
  synthApplication,
  synthIdentity,
  testEnvironment,
} from "../support/synth-environment";

const environment = (application: object = {}, identity: object = {}): EnvironmentInput =>
  testEnvironment({
    identity: {
      domain: { prefix: "test-login" },
      customAttributes: {
        department: { type: "string", maxLength: 64 },
        level: { type: "number", minValue: 1, mutable: false },
      },
      identityProviders: {
        Entra: {
          type: "saml",
          metadataUrl: "https://login.example.com/metadata",
          signRequests: true,
          encryptAssertions: true,
          signOut: true,
          identifiers: ["example.com"],
          attributeMapping: { "custom:department": "department", email: "mail" },
        },
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
      ...identity,
    },
    applications: { app: { ...minimalApplication, services: { web: {} }, ...application } },
  } as Partial<EnvironmentInput>);

const json = synthIdentity(environment());
const provider = (name: string) =>
  resources(json, CognitoIdentityProvider).find((each) => each.provider_name === name);

describe(`identity providers of ${SharedIdentityStack.name}`, () => {
  it("have Cognito's types, in the one pool", () => {
    const all = resources(json, CognitoIdentityProvider);

    expect(all.map(({ provider_name, provider_type }) => [provider_name, provider_type])).toEqual([
      ["Entra", "SAML"],
      ["Facebook", "Facebook"],
      ["Google", "Google"],
      ["LoginWithAmazon", "LoginWithAmazon"],
      ["Okta", "OIDC"],
      ["SignInWithApple", "SignInWithApple"],
    ]);
    for (const { user_pool_id } of all) {
      expect(user_pool_id).toBe(reference(json, CognitoUserPool, "id"));
    }
  });

  it("of type saml have booleans as strings, and keep what Cognito adds", () => {
    expect(provider("Entra")).toMatchObject({
      provider_details: {
        MetadataURL: "https://login.example.com/metadata",
        IDPSignout: "true",
        RequestSigningAlgorithm: "rsa-sha256",
        EncryptedResponses: "true",
      },
      idp_identifiers: ["example.com"],
      attribute_mapping: {
        email: "mail",
        "custom:department": "department",
        given_name: "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname",
      },
      lifecycle: {
        ignore_changes: [
          'provider_details["ActiveEncryptionCertificate"]',
          'provider_details["SSORedirectBindingURI"]',
          'provider_details["SLORedirectBindingURI"]',
        ],
      },
    });
  });

  it("of other types get their secret from a sensitive variable, which no plan ignores", () => {
    const variables = {
      Okta: "okta_client_secret",
      Google: "google_client_secret",
      Facebook: "facebook_client_secret",
      LoginWithAmazon: "login_with_amazon_client_secret",
    };
    for (const [name, variable] of Object.entries(variables)) {
      expect(provider(name)).toMatchObject({
        provider_details: { client_secret: `\${var.${variable}}` },
        attribute_mapping: { email: "email", username: expect.any(String) },
        lifecycle: {
          ignore_changes: expect.not.arrayContaining([expect.stringMatching(/secret/)]),
        },
      });
      expect(parse(json).variable?.[variable]).toMatchObject({
        type: "string",
        sensitive: true,
        nullable: false,
        validation: [{ error_message: expect.stringContaining(`TF_VAR_${variable}`) }],
      });
      expect(parse(json).variable?.[variable]).not.toHaveProperty("default");
    }
  });

  it("ignore no setting that the environment has", () => {
    for (const each of resources(json, CognitoIdentityProvider)) {
      const { ignore_changes } = each.lifecycle as { ignore_changes: string[] };
      const given = Object.keys(each.provider_details as object);
      const ignored = ignore_changes.map((path) => /"(\w+)"/.exec(path)?.[1]);

      expect(ignored.length).toBeGreaterThan(0);
      expect(given.filter((key) => key !== "private_key" && ignored.includes(key))).toEqual([]);
    }
  });

  it("of type facebook separate scopes with commas", () => {
    expect(provider("Facebook")).toMatchObject({
      provider_details: { authorize_scopes: "public_profile,email" },
    });
    expect(provider("Google")).toMatchObject({
      provider_details: { authorize_scopes: "openid email profile" },
    });
  });

  it("of type apple are replaced when a setting or the key changes, since Cognito never returns the key", () => {
    const [version = ""] = Object.keys(parse(json).resource?.terraform_data ?? {});

    expect(parse(json).resource?.terraform_data?.[version]).toMatchObject({
      triggers_replace: {
        client_id: "com.example.signin",
        key_id: "F6G7H8I9J0",
        private_key_sha256: "${sha256(var.sign_in_with_apple_private_key)}",
      },
    });
    expect(provider("SignInWithApple")).toMatchObject({
      provider_details: { private_key: "${var.sign_in_with_apple_private_key}" },
      lifecycle: {
        ignore_changes: expect.arrayContaining(['provider_details["private_key"]']),
        replace_triggered_by: [`terraform_data.${version}`],
      },
    });
  });

  it("and custom attributes are published once they exist", () => {
    expect(parse(json).output).toMatchObject({
      identity_providers: {
        value: ["Entra", "Okta", "Google", "Facebook", "LoginWithAmazon", "SignInWithApple"],
        depends_on: expect.arrayContaining([
          address(json, CognitoIdentityProvider, "identity_providers_Entra"),
        ]),
      },
      custom_attributes: {
        value: ["custom:department", "custom:level"],
        depends_on: [address(json, CognitoUserPool)],
      },
    });
  });

  it("are not published where there are none", () => {
    const { output } = parse(synthIdentity(testEnvironment()));

    expect(output).not.toHaveProperty("identity_providers");
    expect(output).not.toHaveProperty("custom_attributes");
  });
});

describe("custom attributes of a new pool", () => {
  it("are part of its schema, which a plan then compares", () => {
    const pool = resource(json, CognitoUserPool);

    expect(pool.schema).toEqual([
      {
        name: "department",
        attribute_data_type: "String",
        mutable: true,
        required: false,
        developer_only_attribute: false,
        string_attribute_constraints: { min_length: "0", max_length: "64" },
      },
      {
        name: "level",
        attribute_data_type: "Number",
        mutable: false,
        required: false,
        developer_only_attribute: false,
        number_attribute_constraints: { min_value: "1", max_value: "2147483647" },
      },
    ]);
    expect(pool.lifecycle).toEqual({ prevent_destroy: true });
  });

  it("leave the schema of a pool alone that declares none", () => {
    expect(resource(synthIdentity(testEnvironment()), CognitoUserPool)).toMatchObject({
      lifecycle: { prevent_destroy: true, ignore_changes: ["schema"] },
    });
  });
});

describe("the app client of an application", () => {
  const client = (application: object, identity: object = {}) =>
    resource(synthApplication(environment(application, identity)), CognitoUserPoolClient);

  it("offers passwords and every provider by default", () => {
    expect(client({}).supported_identity_providers).toEqual([
      "COGNITO",
      "Entra",
      "Okta",
      "Google",
      "Facebook",
      "LoginWithAmazon",
      "SignInWithApple",
    ]);
  });

  it("offers only what the application names", () => {
    expect(client({ identityProviders: ["Google"] }).supported_identity_providers).toEqual([
      "Google",
    ]);
  });

  it("reads every custom attribute, and writes those that one of its providers sets", () => {
    const { read_attributes, write_attributes } = client({ identityProviders: ["Entra"] });

    expect(read_attributes).toEqual(
      expect.arrayContaining(["email", "email_verified", "custom:department", "custom:level"]),
    );
    expect(write_attributes).toEqual(expect.arrayContaining(["email", "custom:department"]));
    expect(write_attributes).not.toContain("custom:level");
    expect(write_attributes).not.toContain("email_verified");
    expect(client({ identityProviders: ["Google"] }).write_attributes).not.toContain(
      "custom:department",
    );
  });

  it("leaves attributes alone without custom ones", () => {
    const settings = client({}, { customAttributes: {}, identityProviders: {} });

    expect(settings).not.toHaveProperty("read_attributes");
    expect(settings).not.toHaveProperty("write_attributes");
    expect(settings.supported_identity_providers).toEqual(["COGNITO"]);
  });

  it("is not planned before the identity publishes its provider and its attributes", () => {
    const source = parse(synthApplication(environment({ identityProviders: ["COGNITO", "Okta"] })))
      .data?.terraform_remote_state?.deploy_shared_identity_first;

    expect(source?.lifecycle).toMatchObject({
      postcondition: expect.arrayContaining([
        expect.objectContaining({ condition: expect.stringContaining('for provider in ["Okta"]') }),
        expect.objectContaining({
          condition: expect.stringContaining(
            'for attribute in ["custom:department", "custom:level"]',
          ),
        }),
      ]),
    });
  });

  it("tells nobody to create users where only identity providers have them", () => {
    const nextStep = (identityProviders: string[]) =>
      JSON.stringify(parse(synthApplication(environment({ identityProviders }))).output?.next_step);

    expect(nextStep(["COGNITO"])).toContain("create the first one");
    expect(nextStep(["Okta"])).not.toContain("create the first one");
  });
});
