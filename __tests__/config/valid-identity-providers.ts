import type { IdentityInput } from "../../config/schema/environment";

type NewIdentityInput = Exclude<IdentityInput, { type: "existing" }>;

/** One custom attribute of each type, with every field. */
export function everyCustomAttribute(): NonNullable<NewIdentityInput["customAttributes"]> {
  return {
    department: { type: "string", minLength: 1, maxLength: 256, mutable: true },
    level: { type: "number", minValue: 1, maxValue: 9, mutable: false },
  };
}

/** One identity provider of each type, with every field. */
export function everyIdentityProvider(): NonNullable<NewIdentityInput["identityProviders"]> {
  return {
    Company: {
      type: "saml",
      metadataUrl: "https://idp.example.com/metadata",
      signRequests: true,
      encryptAssertions: true,
      signOut: true,
      identifiers: ["example.com"],
      idpInitiated: false,
      attributeMapping: { "custom:department": "Department" },
    },
    Okta: {
      type: "oidc",
      issuer: "https://example.okta.com",
      clientId: "0oa1",
      scopes: ["openid", "email"],
      attributesRequestMethod: "POST",
      attributeMapping: { nickname: "nick" },
    },
    Google: { type: "google", clientId: "1.apps.googleusercontent.com", scopes: ["openid"] },
    SignInWithApple: {
      type: "apple",
      servicesId: "com.example.signin",
      teamId: "A1B2C3D4E5",
      keyId: "F6G7H8I9J0",
      scopes: ["email"],
    },
    Facebook: {
      type: "facebook",
      clientId: "123",
      scopes: ["email"],
      apiVersion: "v21.0",
    },
    LoginWithAmazon: {
      type: "amazon",
      clientId: "amzn1.application-oa2-client.1",
      scopes: ["profile"],
    },
  };
}
