import * as z from "zod";
import { matches } from "./check";
import * as field from "./field";
import { clientIdField, providerFields, scopesField, secretField } from "./provider-fields";

/** A provider of OpenID Connect. Its client secret is a Terraform variable. */
export const oidcProviderSchema = field.object({
  /** An OpenID Connect provider. Its client secret is the Terraform variable `<name>_client_secret`. */
  type: z.literal("oidc"),
  /** Issuer, whose configuration Cognito reads from `/.well-known/openid-configuration` below it. */
  issuer: field.string(
    matches(
      /^https:\/\/[^\s?#]{1,1000}$/,
      "must be a URL that begins with https://, without query and fragment",
      'copy the issuer from the provider, like "https://example.okta.com"',
    ),
    matches(
      /^(?!.*\/\.well-known\/)/,
      "must be the issuer, not the URL of its configuration",
      (url) => `write ${JSON.stringify(url.replace(/\/\.well-known\/.*$/, ""))}`,
    ),
  ),
  /** Client ID that the provider gave to this user pool. */
  clientId: clientIdField,
  /** Scopes to request, with `openid`. @default ["openid", "email", "profile"] */
  scopes: scopesField("email").default(() => ["openid", "email", "profile"]),
  /** HTTP method with which Cognito requests the user's attributes. @default "GET" */
  attributesRequestMethod: field.oneOf(["GET", "POST"]).default("GET"),
  /** Never here, only in the Terraform variable. @default - none */
  clientSecret: secretField("client secret", "<name>_client_secret"),
  ...providerFields,
});

/** Google accounts, personal and of Google Workspace. */
export const googleProviderSchema = field.object({
  /** Google. The name must be `Google`; the client secret is the Terraform variable `google_client_secret`. */
  type: z.literal("google"),
  /** Client ID of the OAuth client, which ends in `.apps.googleusercontent.com`. */
  clientId: clientIdField,
  /** Scopes to request. @default ["openid", "email", "profile"] */
  scopes: scopesField("email").default(() => ["openid", "email", "profile"]),
  /** Never here, only in the Terraform variable. @default - none */
  clientSecret: secretField("client secret", "google_client_secret"),
  ...providerFields,
});

const appleId = (what: string) =>
  field.string(
    matches(
      /^[A-Z0-9]{10}$/,
      `must be Apple's ${what}: 10 upper-case letters and digits`,
      "copy it from Apple's developer account",
    ),
  );

/** Sign in with Apple. */
export const appleProviderSchema = field.object({
  /** Apple. The name must be `SignInWithApple`; the private key is the Terraform variable `sign_in_with_apple_private_key`. */
  type: z.literal("apple"),
  /** Identifier of the Services ID, such as `com.example.signin`. */
  servicesId: clientIdField,
  /** Team ID, 10 characters. */
  teamId: appleId("team ID"),
  /** Key ID, 10 characters. Another key has another ID. */
  keyId: appleId("key ID"),
  /** Scopes to request. @default ["email", "name"] */
  scopes: scopesField("email").default(() => ["email", "name"]),
  /** Never here, only in the Terraform variable. @default - none */
  privateKey: secretField("private key", "sign_in_with_apple_private_key"),
  ...providerFields,
});

/** Facebook accounts. */
export const facebookProviderSchema = field.object({
  /** Facebook. The name must be `Facebook`; the app secret is the Terraform variable `facebook_client_secret`. */
  type: z.literal("facebook"),
  /** App ID of the Facebook app. */
  clientId: clientIdField,
  /** Scopes to request. @default ["public_profile", "email"] */
  scopes: scopesField("email").default(() => ["public_profile", "email"]),
  /** Version of the Graph API, such as `v21.0`. @default - the one that Cognito chooses */
  apiVersion: field
    .string(
      matches(/^v\d{1,3}\.\d$/, "must be a version of the Graph API", 'write it like "v21.0"'),
    )
    .optional(),
  /** Never here, only in the Terraform variable. @default - none */
  clientSecret: secretField("client secret", "facebook_client_secret"),
  ...providerFields,
});

/** Amazon accounts. */
export const amazonProviderSchema = field.object({
  /** Login with Amazon. The name must be `LoginWithAmazon`; the client secret is the Terraform variable `login_with_amazon_client_secret`. */
  type: z.literal("amazon"),
  /** Client ID of the security profile, which begins with `amzn1.application-oa2-client.`. */
  clientId: clientIdField,
  /** Scopes to request. @default ["profile"] */
  scopes: scopesField("profile").default(() => ["profile"]),
  /** Never here, only in the Terraform variable. @default - none */
  clientSecret: secretField("client secret", "login_with_amazon_client_secret"),
  ...providerFields,
});
