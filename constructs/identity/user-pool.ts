import { CognitoUserPool } from "@cdktf/provider-aws/lib/cognito-user-pool";
import { Construct } from "constructs";

/** What a password has to be like. */
export interface PasswordPolicy {
  readonly minimumLength: number;
  readonly requireLowercase: boolean;
  readonly requireUppercase: boolean;
  readonly requireNumbers: boolean;
  readonly requireSymbols: boolean;
  readonly temporaryPasswordValidityDays: number;
}

/** Properties for {@link UserPool}. */
export interface UserPoolProps {
  /** Name shown in the console. */
  readonly name: string;
  /** `self` lets everybody on the internet create an account. */
  readonly signUp: "self" | "admins-only";
  readonly passwordPolicy: PasswordPolicy;
  /** Second factor by authenticator app (TOTP). */
  readonly mfa: "off" | "optional" | "required";
  /** Threat protection; anything but `off` needs the Plus plan. */
  readonly threatProtection: "off" | "audit" | "enforced";
  /** Whether Cognito and Terraform refuse to delete the pool. */
  readonly deletionProtection: boolean;
}

const mfaConfiguration = { off: "OFF", optional: "OPTIONAL", required: "ON" } as const;

/**
 * Users, who sign in by their e-mail address.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools.html
 */
export class UserPool extends Construct {
  readonly id: string;
  readonly arn: string;
  /** `cognito-idp.<region>.<suffix>/<pool id>`: the issuer without its scheme. */
  readonly endpoint: string;

  constructor(scope: Construct, id: string, props: UserPoolProps) {
    super(scope, id);
    const { mfa, threatProtection, deletionProtection } = props;
    const pool = new CognitoUserPool(this, "pool", {
      name: props.name,
      // These three cannot be changed later without a new pool, that is without losing every user.
      usernameAttributes: ["email"],
      usernameConfiguration: { caseSensitive: false },
      autoVerifiedAttributes: ["email"],
      userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdate: ["email"] },
      verificationMessageTemplate: { defaultEmailOption: "CONFIRM_WITH_CODE" },
      accountRecoverySetting: { recoveryMechanism: [{ name: "verified_email", priority: 1 }] },
      adminCreateUserConfig: { allowAdminCreateUserOnly: props.signUp === "admins-only" },
      passwordPolicy: props.passwordPolicy,
      mfaConfiguration: mfaConfiguration[mfa],
      ...(mfa === "off" ? {} : { softwareTokenMfaConfiguration: { enabled: true } }),
      ...(threatProtection === "off"
        ? {}
        : {
            userPoolTier: "PLUS",
            userPoolAddOns: { advancedSecurityMode: threatProtection.toUpperCase() },
          }),
      deletionProtection: deletionProtection ? "ACTIVE" : "INACTIVE",
      lifecycle: { preventDestroy: deletionProtection },
    });
    this.id = pool.id;
    this.arn = pool.arn;
    this.endpoint = pool.endpoint;
  }
}
