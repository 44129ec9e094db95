import type { IdentityInput } from "../../config/schema/environment";
import { everyCustomAttribute, everyIdentityProvider } from "./valid-identity-providers";

/** Files of the sign-in pages, from the project's folder. */
export const branding = "__tests__/fixtures/branding";

/** A new user pool that writes out every field of the schema. */
export function fullIdentity() {
  return {
    domain: { prefix: "example-login" },
    poolName: "Users of test",
    signUp: "self",
    passwordPolicy: {
      minimumLength: 14,
      requireLowercase: true,
      requireUppercase: false,
      requireNumbers: true,
      requireSymbols: false,
      temporaryPasswordValidityDays: 3,
    },
    plan: "plus",
    signInMethods: ["password", "passkey"],
    passkeys: {
      relyingPartyId: "example-login.auth.eu-central-1.amazoncognito.com",
      userVerification: "required",
    },
    mfa: "optional",
    secondFactors: ["authenticator-app"],
    tokenLifetimes: { accessTokenMinutes: 10, idTokenMinutes: 20, refreshTokenHours: 8 },
    deletionProtection: false,
    threatProtection: "audit",
    resourceServers: { tasks: { scopes: { read: "Read", write: "Write" } } },
    groups: { admins: { description: "Administrators", precedence: 1 } },
    customAttributes: everyCustomAttribute(),
    identityProviders: everyIdentityProvider(),
    pages: {
      type: "managed-login",
      settings: `${branding}/settings.json`,
      logo: { light: `${branding}/logo.svg`, dark: `${branding}/logo-dark.svg` },
      favicon: `${branding}/favicon.svg`,
      background: { light: `${branding}/background.svg` },
    },
    messages: {
      invitation: {
        subject: "Welcome",
        body: "User name: {username}, password: {####}",
      },
      verification: {
        type: "link",
        subject: "Please confirm",
        body: "Please {##confirm your address##}",
        code: { subject: "Your code", body: "Your code is {####}" },
      },
    },
    email: {
      type: "ses",
      identityArn: "arn:aws:ses:eu-west-1:111122223333:identity/example.com",
      from: "Example <login@example.com>",
      replyTo: "help@example.com",
      configurationSet: "login",
    },
    firewall: {
      mode: "block",
      rateLimit: { requests: 200, windowSeconds: 300 },
      blockedRanges: ["198.51.100.0/24"],
      trustedRanges: ["203.0.113.7/32"],
      countedRules: ["UserAgent_BadBots_HEADER"],
      logRetentionDays: 90,
    },
  } satisfies IdentityInput;
}
