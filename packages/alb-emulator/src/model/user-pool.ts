import type { PageStyles } from "./sign-in-pages.ts";
import type { TriggerFunction } from "./trigger-function.ts";

/** A user pool with its domain, groups, resource servers and app clients. */
export interface UserPoolModel {
  /** `<region>_<9 letters and digits>`. */
  readonly poolId: string;
  readonly poolArn: string;
  readonly poolName: string;
  readonly region: string;
  /** `iss` of every token, `https://cognito-idp.<region>.amazonaws.com/<pool id>`. */
  readonly issuer: string;
  /** Absent when no domain is declared. Without a domain there is no sign-in, as in AWS. */
  readonly domain: UserPoolDomain | undefined;
  readonly passwordPolicy: PasswordPolicy;
  /** Who creates accounts: users themselves on the sign-up page, or administrators only. */
  readonly signUp: "self" | "admins-only";
  readonly mfa: "OFF" | "OPTIONAL" | "ON";
  /** Second factors that the pool offers. The emulator has all but `sms`. */
  readonly secondFactors: readonly SecondFactor[];
  /** First factors that the pool offers, on pages that have them. @default - the password */
  readonly signInMethods?: readonly SignInMethod[] | undefined;
  readonly passkeys?: PasskeySettings | undefined;
  /** What users sign in with: an email address or phone number. Empty: a user name. */
  readonly usernameAttributes: readonly ("email" | "phone_number")[];
  /** What users with a user name can sign in with as well, once it is verified. */
  readonly aliasAttributes: readonly ("email" | "phone_number" | "preferred_username")[];
  readonly identityProviders: readonly IdentityProvider[];
  /** Attributes beside the standard ones, as `custom:<name>`. @default - not known */
  readonly customAttributes?: readonly CustomAttribute[] | undefined;
  /** Version of the event of the pre token generation trigger; absent without one. */
  readonly preTokenGeneration: "V1_0" | "V2_0" | "V3_0" | undefined;
  /** The trigger's function, where the source contains its code. */
  readonly preTokenGenerationFunction?: TriggerFunction | undefined;
  /** Other triggers, named as in Terraform. */
  readonly otherTriggers: readonly string[];
  /** Whether `Anna@example.com` and `anna@example.com` are two users. */
  readonly caseSensitiveUsernames: boolean;
  readonly groups: readonly UserGroup[];
  readonly resourceServers: readonly ResourceServer[];
  readonly clients: readonly AppClient[];
  /** Look of the pages; absent where nothing is known of it. */
  readonly pageStyles?: PageStyles | undefined;
}

export type SecondFactor = "software-token" | "sms" | "email";

export type SignInMethod = "password" | "passkey" | "email-code" | "sms-code";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_WebAuthnConfigurationType.html */
export interface PasskeySettings {
  /** Host that passkeys belong to. @default - the host of the user pool domain */
  readonly relyingPartyId?: string | undefined;
  readonly userVerification: "preferred" | "required";
  /** Whether a passkey that checks its user is a second factor too. @default false */
  readonly isSecondFactor?: boolean | undefined;
}

export interface UserPoolDomain {
  /** The prefix, or the full name of a custom domain: what `user_pool_domain` names. */
  readonly domain: string;
  /** Origin of the hosted UI and the OAuth endpoints in AWS, without a slash at its end. */
  readonly baseUrl: string;
  /** 1: the classic hosted UI. 2: managed login. @default 1 */
  readonly managedLoginVersion?: number | undefined;
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_PasswordPolicyType.html */
export interface PasswordPolicy {
  readonly minimumLength: number;
  readonly requireLowercase: boolean;
  readonly requireUppercase: boolean;
  readonly requireNumbers: boolean;
  readonly requireSymbols: boolean;
}

export interface UserGroup {
  readonly name: string;
  readonly description: string | undefined;
  /** Lower values take precedence. */
  readonly precedence: number | undefined;
}

export interface CustomAttribute {
  /** `custom:<name>`. */
  readonly name: string;
  /** Whether it can change after the user was created. */
  readonly mutable: boolean;
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_IdentityProviderType.html */
export interface IdentityProvider {
  readonly name: string;
  readonly type: "SAML" | "OIDC" | "Google" | "Facebook" | "LoginWithAmazon" | "SignInWithApple";
  /** Attributes of the provider by the attribute of the user pool that gets their value. */
  readonly attributeMapping: Readonly<Record<string, string>>;
  /** Other names for `idp_identifier`; for SAML, domains of email addresses as well. */
  readonly identifiers: readonly string[];
  /** Its settings, with the client secret; without those whose value is not known here. @default {} */
  readonly details?: Readonly<Record<string, string>> | undefined;
}

/** An API and its scopes; tokens carry them as `<identifier>/<scope name>`. */
export interface ResourceServer {
  readonly identifier: string;
  readonly name: string;
  readonly scopes: readonly { readonly name: string; readonly description: string }[];
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolClientType.html */
export interface AppClient {
  readonly clientId: string;
  readonly name: string;
  /** Terraform address of the resource, for explanations. */
  readonly address: string;
  /** Absent for a client without `generate_secret`. */
  readonly clientSecret: string | undefined;
  /** `code`, `implicit`, `client_credentials`; empty when `allowed_oauth_flows_user_pool_client` is off. */
  readonly allowedOAuthFlows: readonly string[];
  readonly allowedOAuthScopes: readonly string[];
  /** Names of identity providers; `COGNITO` are users with a password. */
  readonly supportedIdentityProviders: readonly string[];
  /** Attributes that an identity provider may set. @default - all */
  readonly writeAttributes?: readonly string[] | undefined;
  /** URLs as in AWS, exactly as declared. */
  readonly callbackUrls: readonly string[];
  readonly logoutUrls: readonly string[];
  /** Whether its URLs are not known, because nothing declares the client. @default false */
  readonly acceptsAnyUrl?: boolean | undefined;
  /** Whether its users may choose another method than the password. @default false */
  readonly choiceBasedSignIn?: boolean | undefined;
  readonly accessTokenLifetimeSeconds: number;
  readonly idTokenLifetimeSeconds: number;
  readonly refreshTokenLifetimeSeconds: number;
  readonly enableTokenRevocation: boolean;
  /** How long a sign-in waits for a new password or a second factor. */
  readonly authSessionLifetimeSeconds: number;
}
