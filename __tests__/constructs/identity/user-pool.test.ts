import { CognitoUserPool } from "@cdktf/provider-aws/lib/cognito-user-pool";
import { UserPool, type UserPoolProps } from "../../../constructs/identity/user-pool";
import { expose, exposed, resource, resources, synthStack } from "../../support/synth";

const props: UserPoolProps = {
  name: "example",
  signUp: "admins-only",
  passwordPolicy: {
    minimumLength: 14,
    requireLowercase: true,
    requireUppercase: true,
    requireNumbers: true,
    requireSymbols: false,
    temporaryPasswordValidityDays: 3,
  },
  signInFactors: {
    mfa: "optional",
    secondFactors: ["authenticator-app"],
    passkeys: { relyingPartyId: "login.example.com", userVerification: "preferred" },
  },
  plan: "essentials",
  threatProtection: "off",
  deletionProtection: true,
  customAttributes: {},
};

const synthPool = (overrides: Partial<UserPoolProps> = {}) =>
  synthStack((stack) => {
    new UserPool(stack, "user_pool", { ...props, ...overrides });
  });

describe(UserPool, () => {
  it("creates one pool whose users sign in with their email address", () => {
    const json = synthPool();

    expect(resources(json, CognitoUserPool)).toEqual([
      {
        name: "example",
        username_attributes: ["email"],
        username_configuration: { case_sensitive: false },
        auto_verified_attributes: ["email"],
        user_attribute_update_settings: {
          attributes_require_verification_before_update: ["email"],
        },
        verification_message_template: { default_email_option: "CONFIRM_WITH_CODE" },
        account_recovery_setting: {
          recovery_mechanism: [{ name: "verified_email", priority: 1 }],
        },
        admin_create_user_config: { allow_admin_create_user_only: true },
        password_policy: {
          minimum_length: 14,
          require_lowercase: true,
          require_uppercase: true,
          require_numbers: true,
          require_symbols: false,
          temporary_password_validity_days: 3,
        },
        mfa_configuration: "OPTIONAL",
        software_token_mfa_configuration: { enabled: true },
        user_pool_tier: "ESSENTIALS",
        user_pool_add_ons: { advanced_security_mode: "OFF" },
        deletion_protection: "ACTIVE",
        lifecycle: { prevent_destroy: true, ignore_changes: ["schema"] },
      },
    ]);
  });

  const factors = (changes: Partial<UserPoolProps["signInFactors"]>) =>
    resource(synthPool({ signInFactors: { ...props.signInFactors, ...changes } }), CognitoUserPool);

  it.each([
    { mfa: "off", configuration: "OFF", softwareToken: undefined },
    { mfa: "optional", configuration: "OPTIONAL", softwareToken: { enabled: true } },
    { mfa: "required", configuration: "ON", softwareToken: { enabled: true } },
  ] as const)("configures MFA when it is $mfa", ({ mfa, configuration, softwareToken }) => {
    const pool = factors({ mfa });

    expect(pool.mfa_configuration).toBe(configuration);
    expect(pool.software_token_mfa_configuration).toEqual(softwareToken);
  });

  it("sends codes by email as a second factor", () => {
    const pool = factors({ mfa: "required", secondFactors: ["email-code"] });

    expect(pool).toMatchObject({
      email_mfa_configuration: { message: expect.stringContaining("{####}") },
    });
    expect(pool).not.toHaveProperty("software_token_mfa_configuration");
  });

  it("recovers accounts by phone too where codes by email can be a second factor", () => {
    const emailSender = {
      type: "ses",
      identityArn: "arn:aws:ses:eu-central-1:111122223333:identity/example.com",
      from: "login@example.com",
    } as const;

    expect(resource(synthPool({ emailSender }), CognitoUserPool).account_recovery_setting).toEqual({
      recovery_mechanism: [
        { name: "verified_email", priority: 1 },
        { name: "verified_phone_number", priority: 2 },
      ],
    });
  });

  it("configures no second factor while MFA is off, which Cognito would reject", () => {
    const pool = factors({ mfa: "off", secondFactors: ["authenticator-app", "email-code"] });

    expect(pool).not.toHaveProperty("email_mfa_configuration");
    expect(pool).not.toHaveProperty("software_token_mfa_configuration");
  });

  it("offers passkeys and email codes beside the password", () => {
    const pool = factors({ signInMethods: ["password", "passkey", "email-code"] });

    expect(pool).toMatchObject({
      sign_in_policy: { allowed_first_auth_factors: ["PASSWORD", "WEB_AUTHN", "EMAIL_OTP"] },
      web_authn_configuration: {
        relying_party_id: "login.example.com",
        user_verification: "preferred",
      },
    });
  });

  it("returns to passwords when it is told so, and else leaves the pool's methods", () => {
    const passwords = factors({ signInMethods: ["password"] });

    expect(passwords.sign_in_policy).toEqual({ allowed_first_auth_factors: ["PASSWORD"] });
    expect(passwords).toHaveProperty("web_authn_configuration");
    expect(factors({})).not.toHaveProperty("web_authn_configuration");
    expect(factors({})).not.toHaveProperty("sign_in_policy");
  });

  it("always names its plan and its mode of threat protection", () => {
    const pool = resource(synthPool({ plan: "plus", threatProtection: "audit" }), CognitoUserPool);

    expect(pool.user_pool_tier).toBe("PLUS");
    expect(pool.user_pool_add_ons).toEqual({ advanced_security_mode: "AUDIT" });
  });

  it("allows only administrators to create accounts unless sign-up is open", () => {
    const open = synthPool({ signUp: "self" });

    expect(open).toHaveResourceWithProperties(CognitoUserPool, {
      admin_create_user_config: { allow_admin_create_user_only: false },
    });
    expect(resources(open, CognitoUserPool)).toHaveLength(1);
  });

  it("allows Cognito and Terraform to delete the pool only without deletion protection", () => {
    const pool = resource(synthPool({ deletionProtection: false }), CognitoUserPool);

    expect(pool.deletion_protection).toBe("INACTIVE");
    expect(pool.lifecycle).toEqual({ prevent_destroy: false, ignore_changes: ["schema"] });
  });

  it("exposes its ID, ARN and endpoint as references", () => {
    const json = synthStack((stack) => {
      const { userPoolId, userPoolArn, userPoolEndpoint } = new UserPool(stack, "user_pool", props);
      expose(stack, { userPoolId, userPoolArn, userPoolEndpoint });
    });

    expect(exposed(json)).toEqual({
      userPoolId: "${aws_cognito_user_pool.user_pool_D84C6164.id}",
      userPoolArn: "${aws_cognito_user_pool.user_pool_D84C6164.arn}",
      userPoolEndpoint: "${aws_cognito_user_pool.user_pool_D84C6164.endpoint}",
    });
  });
});
