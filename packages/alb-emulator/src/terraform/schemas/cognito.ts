import * as z from "zod";
import { block, blocks, boolean, ignoring, metaArguments, number, presence } from "./builders.ts";
import { secret as ifKnown, knownTexts } from "./secrets.ts";

const passwordPolicy = z.strictObject({
  ...ignoring("password_history_size", "temporary_password_validity_days"),
  minimum_length: number.default(8),
  require_lowercase: boolean.default(false),
  require_uppercase: boolean.default(false),
  require_numbers: boolean.default(false),
  require_symbols: boolean.default(false),
});

/** A block of which only its presence has an effect here. */
const present = block(z.looseObject({})).optional();

/** Triggers that the emulator does not run; it says so at start. */
export const otherTriggers = [
  "create_auth_challenge",
  "custom_email_sender",
  "custom_message",
  "custom_sms_sender",
  "define_auth_challenge",
  "inbound_federation",
  "post_authentication",
  "post_confirmation",
  "pre_authentication",
  "pre_sign_up",
  "user_migration",
  "verify_auth_challenge_response",
] as const;

type OtherTrigger = (typeof otherTriggers)[number];

const lambdaConfig = z.strictObject({
  ...ignoring("kms_key_id"),
  ...(Object.fromEntries(otherTriggers.map((name) => [name, presence])) as {
    [Name in OtherTrigger]: typeof presence;
  }),
  pre_token_generation: presence,
  pre_token_generation_config: block(
    z.strictObject({
      lambda_arn: ifKnown,
      lambda_version: z.enum(["V1_0", "V2_0", "V3_0"]),
    }),
  ).optional(),
});

/** @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cognito_user_pool */
export const userPoolSchema = z
  .strictObject({
    ...metaArguments,
    ...ignoring(
      "account_recovery_setting",
      "auto_verified_attributes",
      "deletion_protection",
      "device_configuration",
      "email_configuration",
      "email_verification_message",
      "email_verification_subject",
      "sms_authentication_message",
      "sms_verification_message",
      "user_attribute_update_settings",
      "user_pool_add_ons",
      "verification_message_template",
    ),
    name: z.string(),
    schema: blocks(
      z.looseObject({
        name: z.string(),
        mutable: boolean.default(false),
        developer_only_attribute: boolean.default(false),
      }),
    ).default([]),
    password_policy: block(passwordPolicy).prefault({}),
    admin_create_user_config: block(
      z.strictObject({
        ...ignoring("invite_message_template"),
        allow_admin_create_user_only: boolean.default(false),
      }),
    ).prefault({}),
    mfa_configuration: z.enum(["OFF", "OPTIONAL", "ON"]).default("OFF"),
    software_token_mfa_configuration: block(z.strictObject({ enabled: boolean })).optional(),
    sms_configuration: present,
    email_mfa_configuration: present,
    username_attributes: z.array(z.enum(["email", "phone_number"])).default([]),
    user_pool_tier: z.enum(["LITE", "ESSENTIALS", "PLUS"]).default("ESSENTIALS"),
    lambda_config: block(lambdaConfig).prefault({}),
    alias_attributes: z.array(z.enum(["email", "phone_number", "preferred_username"])).default([]),
    username_configuration: block(
      z.strictObject({ case_sensitive: boolean.default(false) }),
    ).optional(),
    sign_in_policy: block(
      z.strictObject({
        allowed_first_auth_factors: z
          .array(z.enum(["PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"]))
          .default(["PASSWORD"])
          .refine(
            (factors) => factors.includes("PASSWORD"),
            'must contain "PASSWORD": AWS allows other methods beside it only',
          ),
      }),
    ).prefault({}),
    web_authn_configuration: block(
      z.strictObject({
        factor_configuration: z
          .enum(["SINGLE_FACTOR", "MULTI_FACTOR_WITH_USER_VERIFICATION"])
          .default("SINGLE_FACTOR"),
        relying_party_id: z.string().optional(),
        user_verification: z.enum(["preferred", "required"]).default("preferred"),
      }),
    ).prefault({}),
  })
  .refine(
    ({ mfa_configuration, sign_in_policy: { allowed_first_auth_factors: factors } }) =>
      mfa_configuration !== "ON" || !factors.some((factor) => factor.endsWith("_OTP")),
    {
      path: ["sign_in_policy", "allowed_first_auth_factors"],
      message:
        'contains one-time codes, which AWS rejects with mfa_configuration = "ON": only PASSWORD and WEB_AUTHN can be first factors then. Remove them, or use "OPTIONAL"',
    },
  )
  .refine(
    ({ mfa_configuration, sign_in_policy, web_authn_configuration }) =>
      mfa_configuration !== "ON" ||
      !sign_in_policy.allowed_first_auth_factors.includes("WEB_AUTHN") ||
      web_authn_configuration.factor_configuration !== "SINGLE_FACTOR",
    {
      path: ["sign_in_policy", "allowed_first_auth_factors"],
      message:
        'contains WEB_AUTHN, which AWS rejects with mfa_configuration = "ON" while a passkey is a single factor. Remove it, or use "OPTIONAL"',
    },
  )
  .refine(
    ({ user_pool_tier, sign_in_policy: { allowed_first_auth_factors: factors } }) =>
      user_pool_tier !== "LITE" || factors.every((factor) => factor === "PASSWORD"),
    {
      path: ["sign_in_policy", "allowed_first_auth_factors"],
      message:
        'needs the plan Essentials or Plus for anything but PASSWORD, so AWS rejects it with user_pool_tier = "LITE". Remove it, or use another plan',
    },
  )
  .refine(
    ({ user_pool_tier, lambda_config: { pre_token_generation_config: trigger } }) =>
      user_pool_tier !== "LITE" || trigger === undefined || trigger.lambda_version === "V1_0",
    {
      path: ["lambda_config", "pre_token_generation_config", "lambda_version"],
      message:
        'needs the plan Essentials or Plus, so AWS rejects it with user_pool_tier = "LITE". Use V1_0, or another plan',
    },
  );

/** @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cognito_user_pool_domain */
export const userPoolDomainSchema = z.strictObject({
  ...metaArguments,
  ...ignoring("certificate_arn"),
  managed_login_version: number.default(1),
  domain: z.string(),
  user_pool_id: z.string(),
});

const tokenUnit = z.enum(["seconds", "minutes", "hours", "days"]);

/** @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cognito_user_pool_client */
export const userPoolClientSchema = z.strictObject({
  ...metaArguments,
  ...ignoring(
    "analytics_configuration",
    "default_redirect_uri",
    "enable_propagate_additional_user_context_data",
    "prevent_user_existence_errors",
    "read_attributes",
  ),
  name: z.string(),
  user_pool_id: z.string(),
  generate_secret: boolean.default(false),
  allowed_oauth_flows_user_pool_client: boolean.default(false),
  allowed_oauth_flows: z.array(z.string()).default([]),
  explicit_auth_flows: z.array(z.string()).default([]),
  allowed_oauth_scopes: z.array(z.string()).default([]),
  supported_identity_providers: z.array(z.string()).default([]),
  write_attributes: z.array(z.string()).default([]),
  callback_urls: z.array(z.string()).default([]),
  logout_urls: z.array(z.string()).default([]),
  access_token_validity: number.default(1),
  id_token_validity: number.default(1),
  refresh_token_validity: number.default(30),
  token_validity_units: block(
    z.strictObject({
      access_token: tokenUnit.default("hours"),
      id_token: tokenUnit.default("hours"),
      refresh_token: tokenUnit.default("days"),
    }),
  ).prefault({}),
  enable_token_revocation: boolean.default(true),
  auth_session_validity: number.default(3),
  refresh_token_rotation: block(
    z.strictObject({
      ...ignoring("retry_grace_period_seconds"),
      feature: z.literal("DISABLED", "the emulator does not rotate refresh tokens"),
    }),
  ).optional(),
});

/** @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cognito_user_group */
export const userGroupSchema = z.strictObject({
  ...metaArguments,
  ...ignoring("role_arn"),
  name: z.string(),
  description: z.string().optional(),
  precedence: number.optional(),
  user_pool_id: z.string(),
});

/** @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cognito_resource_server */
export const resourceServerSchema = z.strictObject({
  ...metaArguments,
  identifier: z.string(),
  name: z.string(),
  user_pool_id: z.string(),
  scope: blocks(z.strictObject({ scope_name: z.string(), scope_description: z.string() })).default(
    [],
  ),
});

/** @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cognito_identity_provider */
export const identityProviderSchema = z.strictObject({
  ...metaArguments,
  user_pool_id: z.string(),
  provider_name: z.string(),
  provider_type: z.enum([
    "SAML",
    "OIDC",
    "Google",
    "Facebook",
    "LoginWithAmazon",
    "SignInWithApple",
  ]),
  attribute_mapping: z.record(z.string(), z.string()).default({}),
  idp_identifiers: z.array(z.string()).default([]),
  provider_details: knownTexts.default({}),
});
