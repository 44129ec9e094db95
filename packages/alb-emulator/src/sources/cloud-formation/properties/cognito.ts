import { isObject, type JsonObject } from "../../../terraform/terraform-stack.ts";
import type { ResourceMapping } from "./mapping.ts";
import { objectsIn, present, snakeCase } from "./snake-case.ts";

/** What Cognito requires of passwords where a template says nothing. */
const defaultPasswordPolicy = {
  minimum_length: 8,
  require_lowercase: true,
  require_uppercase: true,
  require_numbers: true,
  require_symbols: true,
};

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpool.html */
export const userPool: ResourceMapping = {
  type: "aws_cognito_user_pool",
  ref: "id",
  values: {
    Arn: "arn",
    ProviderName: "endpoint",
    ProviderURL: (computed) => `https://${computed("endpoint")}`,
    UserPoolId: "id",
  },
  propertyNames: {
    name: "UserPoolName",
    password_policy: "Policies.PasswordPolicy",
    software_token_mfa_configuration: "EnabledMfas",
    email_mfa_configuration: "EnabledMfas",
    sign_in_policy: "Policies.SignInPolicy",
    web_authn_configuration: "WebAuthnRelyingPartyID",
    lambda_config: "LambdaConfig",
  },
  toAttributes: (
    {
      UserPoolName: name,
      UserPoolTags: _tags,
      Policies: policies,
      EnabledMfas: factors,
      SmsConfiguration: sms,
      EmailAuthenticationMessage: _message,
      EmailAuthenticationSubject: _subject,
      WebAuthnRelyingPartyID: relyingPartyId,
      WebAuthnUserVerification: userVerification,
      WebAuthnFactorConfiguration: factorConfiguration,
      LambdaConfig: triggers,
      ...others
    },
    { generatedName },
  ) => {
    const { PasswordPolicy: passwords, SignInPolicy: signIn } = isObject(policies) ? policies : {};
    const isEnabled = (factor: string) => Array.isArray(factors) && factors.includes(factor);
    return {
      ...snakeCase(others),
      ...(isEnabled("SOFTWARE_TOKEN_MFA")
        ? { software_token_mfa_configuration: { enabled: true } }
        : {}),
      ...(isEnabled("SMS_MFA") && isObject(sms) ? { sms_configuration: snakeCase(sms) } : {}),
      ...(isEnabled("EMAIL_OTP") ? { email_mfa_configuration: {} } : {}),
      name: name ?? generatedName(128),
      password_policy: isObject(passwords) ? snakeCase(passwords) : defaultPasswordPolicy,
      ...(isObject(signIn) ? { sign_in_policy: snakeCase(signIn) } : {}),
      web_authn_configuration: present({
        relying_party_id: relyingPartyId,
        user_verification: userVerification,
        factor_configuration: factorConfiguration,
      }),
      ...(isObject(triggers) && Object.keys(triggers).length > 0
        ? { lambda_config: snakeCase(triggers) }
        : {}),
    };
  },
};

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolclient.html */
export const userPoolClient: ResourceMapping = {
  type: "aws_cognito_user_pool_client",
  ref: "id",
  values: { ClientId: "id", ClientSecret: "client_secret", Name: "name" },
  propertyNames: { name: "ClientName" },
  toAttributes: ({ ClientName: name, ...others }, { generatedName }) => ({
    ...snakeCase(others),
    name: name ?? generatedName(128),
  }),
};

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpooldomain.html */
export const userPoolDomain: ResourceMapping = {
  type: "aws_cognito_user_pool_domain",
  ref: "domain",
  toAttributes: ({ CustomDomainConfig: _certificate, Routing: _routing, ...others }) =>
    snakeCase(others),
};

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolgroup.html */
export const userPoolGroup: ResourceMapping = {
  type: "aws_cognito_user_group",
  ref: "name",
  propertyNames: { name: "GroupName" },
  toAttributes: ({ GroupName: name, ...others }, { generatedName }) => ({
    ...snakeCase(others),
    name: name ?? generatedName(128),
  }),
};

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolresourceserver.html */
export const resourceServer: ResourceMapping = {
  type: "aws_cognito_resource_server",
  ref: "identifier",
  propertyNames: { scope: "Scopes" },
  toAttributes: ({ Scopes: scopes, ...others }) => ({
    ...snakeCase(others),
    scope: objectsIn(scopes).map(snakeCase),
  }),
};

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-managedloginbranding.html */
export const managedLoginBranding: ResourceMapping = {
  type: "aws_cognito_managed_login_branding",
  propertyNames: { asset: "Assets" },
  toAttributes: ({
    Settings: settings,
    Assets: assets,
    ReturnMergedResources: _merged,
    ...others
  }) => ({
    ...snakeCase(others),
    ...(isObject(settings) ? { settings: JSON.stringify(settings) } : {}),
    asset: objectsIn(assets).map(snakeCase),
  }),
};

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpooluicustomizationattachment.html */
export const uiCustomization: ResourceMapping = {
  type: "aws_cognito_user_pool_ui_customization",
  propertyNames: { css: "CSS" },
  toAttributes: ({ CSS: css, ...others }) => ({
    ...snakeCase(others),
    ...(css === undefined ? {} : { css }),
  }),
};

/** Types that the emulator ignores, or reports, by their Terraform type alone. */
export function typeOnly(type: string, ref?: string): ResourceMapping {
  return {
    type,
    ...(ref === undefined ? {} : { ref }),
    toAttributes: (properties: JsonObject) => present(snakeCase(properties)),
  };
}
