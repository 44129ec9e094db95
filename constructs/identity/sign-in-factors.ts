import type { CognitoUserPoolConfig } from "@cdktf/provider-aws/lib/cognito-user-pool";

/** What users prove their identity with. */
export interface SignInFactors {
  /** Whether users need a second factor after a password. */
  readonly mfa: "off" | "optional" | "required";
  readonly secondFactors: readonly ("authenticator-app" | "email-code")[];
  /** @default - Terraform leaves the pool's setting: the password, in a new pool */
  readonly signInMethods?: readonly SignInMethod[] | undefined;
  readonly passkeys: {
    /** Host name that passkeys belong to. */
    readonly relyingPartyId: string;
    readonly userVerification: "preferred" | "required";
  };
}

export type SignInMethod = "password" | "passkey" | "email-code";

const mfaConfiguration = { off: "OFF", optional: "OPTIONAL", required: "ON" } as const;
const firstFactor = {
  password: "PASSWORD",
  passkey: "WEB_AUTHN",
  "email-code": "EMAIL_OTP",
} as const;

type Settings = Pick<
  CognitoUserPoolConfig,
  | "mfaConfiguration"
  | "softwareTokenMfaConfiguration"
  | "emailMfaConfiguration"
  | "signInPolicy"
  | "webAuthnConfiguration"
>;

/**
 * The settings of a user pool for its first and second factors. Cognito rejects those of a second factor
 * while MFA is off.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html
 */
export function signInFactorSettings(factors: SignInFactors): Settings {
  const { mfa, secondFactors, signInMethods, passkeys } = factors;
  const has = (factor: SignInFactors["secondFactors"][number]) =>
    mfa !== "off" && secondFactors.includes(factor);
  return {
    mfaConfiguration: mfaConfiguration[mfa],
    ...(has("authenticator-app") && { softwareTokenMfaConfiguration: { enabled: true } }),
    ...(has("email-code") && { emailMfaConfiguration: emailMessage }),
    ...(signInMethods !== undefined && {
      signInPolicy: {
        allowedFirstAuthFactors: signInMethods.map((method) => firstFactor[method]),
      },
      // Also without passkeys: Cognito keeps what a request leaves out, and every plan would remove it.
      webAuthnConfiguration: {
        relyingPartyId: passkeys.relyingPartyId,
        userVerification: passkeys.userVerification,
      },
    }),
  };
}

/** Written out, so that no plan differs by a text that Cognito filled in. */
const emailMessage = {
  subject: "Your authentication code",
  message: "Your authentication code is {####}",
};

/**
 * How users who forgot their password get a new one. Cognito sends no such code to the address that is
 * the second factor, and rejects codes by email as second factor in a pool with no other way.
 * @param hasOwnSender a pool that sends with SES may get such codes later, when the provider would set
 * them before the second way
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RecoveryOptionType.html
 */
export function recoveryMechanisms(hasOwnSender: boolean) {
  const byEmail = { name: "verified_email", priority: 1 };
  return hasOwnSender ? [byEmail, { name: "verified_phone_number", priority: 2 }] : [byEmail];
}
