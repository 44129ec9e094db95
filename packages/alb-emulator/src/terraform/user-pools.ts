import type { z } from "zod";
import type { AppClient, SecondFactor, UserPoolDomain, UserPoolModel } from "../model/user-pool.ts";
import type { ResourceReader } from "./resource-reader.ts";
import {
  identityProviderSchema,
  otherTriggers,
  resourceServerSchema,
  userGroupSchema,
  userPoolClientSchema,
  userPoolDomainSchema,
  userPoolSchema,
} from "./schemas/cognito.ts";
import { readPageStyles } from "./sign-in-pages.ts";
import { readTriggerFunctions } from "./trigger-functions.ts";

const secondsPer = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 } as const;

/** What a user pool consists of, wherever it is declared. */
export interface UserPoolParts
  extends Pick<
    UserPoolModel,
    "groups" | "resourceServers" | "identityProviders" | "clients" | "pageStyles"
  > {
  /** Prefix, or full name of a custom domain. */
  readonly domain: string | undefined;
  /** @default 1 */
  readonly managedLoginVersion: number | undefined;
}

/** Domains, groups, resource servers and clients of all stacks, by the id of their pool. */
export function readUserPoolParts(reader: ResourceReader): (poolId: string) => UserPoolParts {
  const domains = reader.read("aws_cognito_user_pool_domain", userPoolDomainSchema);
  const groups = reader.read("aws_cognito_user_group", userGroupSchema);
  const resourceServers = reader.read("aws_cognito_resource_server", resourceServerSchema);
  const identityProviders = reader.read("aws_cognito_identity_provider", identityProviderSchema);
  const clients = readClients(reader);
  const pageStylesOf = readPageStyles(reader);
  return (poolId) => {
    const ofThisPool = (resource: { attributes: { user_pool_id: string } }) =>
      resource.attributes.user_pool_id === poolId;
    // Beside a domain of its own, a pool may have a prefix: the one that applications have left.
    const [domain] = domains
      .filter(ofThisPool)
      .map(({ attributes }) => attributes)
      .sort((a, b) => Number(b.domain.includes(".")) - Number(a.domain.includes(".")));
    return {
      domain: domain?.domain,
      managedLoginVersion: domain?.managed_login_version,
      pageStyles: pageStylesOf(poolId),
      groups: groups
        .filter(ofThisPool)
        .map(({ attributes: { name, description, precedence } }) => ({
          name,
          description,
          precedence,
        })),
      resourceServers: resourceServers.filter(ofThisPool).map(({ attributes: server }) => ({
        identifier: server.identifier,
        name: server.name,
        scopes: server.scope.map((scope) => ({
          name: scope.scope_name,
          description: scope.scope_description,
        })),
      })),
      identityProviders: identityProviders.filter(ofThisPool).map(({ attributes: provider }) => ({
        name: provider.provider_name,
        type: provider.provider_type,
        attributeMapping: provider.attribute_mapping,
        identifiers: provider.idp_identifiers,
        details: provider.provider_details,
      })),
      clients: clients.filter(ofThisPool).map((client) => appClient(client)),
    };
  };
}

/** Every declared user pool with its parts. */
export function readUserPools(
  reader: ResourceReader,
  partsOf: (poolId: string) => UserPoolParts,
): readonly UserPoolModel[] {
  const functionOf = readTriggerFunctions(reader);
  return reader.read("aws_cognito_user_pool", userPoolSchema).map((pool) => {
    const { attributes } = pool;
    const poolId = pool.computed("id");
    const region = pool.region();
    const { domain, managedLoginVersion, ...parts } = partsOf(poolId);
    const policy = attributes.password_policy;
    return {
      poolId,
      poolArn: pool.computed("arn"),
      poolName: attributes.name,
      region,
      issuer: `https://${pool.computed("endpoint")}`,
      domain:
        domain === undefined
          ? undefined
          : { ...userPoolDomain(domain, region), managedLoginVersion },
      passwordPolicy: {
        minimumLength: policy.minimum_length,
        requireLowercase: policy.require_lowercase,
        requireUppercase: policy.require_uppercase,
        requireNumbers: policy.require_numbers,
        requireSymbols: policy.require_symbols,
      },
      signUp: attributes.admin_create_user_config.allow_admin_create_user_only
        ? "admins-only"
        : "self",
      mfa: attributes.mfa_configuration,
      secondFactors: secondFactors(attributes),
      signInMethods: attributes.sign_in_policy.allowed_first_auth_factors.map(
        (factor) => signInMethods[factor],
      ),
      passkeys: {
        relyingPartyId: attributes.web_authn_configuration.relying_party_id,
        userVerification: attributes.web_authn_configuration.user_verification,
        isSecondFactor: attributes.web_authn_configuration.factor_configuration !== "SINGLE_FACTOR",
      },
      usernameAttributes: attributes.username_attributes,
      aliasAttributes: attributes.alias_attributes,
      customAttributes: attributes.schema.map(({ name, mutable, developer_only_attribute }) => ({
        name: `${developer_only_attribute ? "dev" : "custom"}:${name}`,
        mutable,
      })),
      ...triggers(attributes.lambda_config, functionOf),
      // Terraform's provider makes a case-sensitive pool without the block.
      caseSensitiveUsernames: attributes.username_configuration?.case_sensitive ?? true,
      ...parts,
    };
  });
}

const signInMethods = {
  PASSWORD: "password",
  WEB_AUTHN: "passkey",
  EMAIL_OTP: "email-code",
  SMS_OTP: "sms-code",
} as const;

function secondFactors({
  software_token_mfa_configuration: softwareToken,
  sms_configuration: sms,
  email_mfa_configuration: email,
}: z.output<typeof userPoolSchema>): readonly SecondFactor[] {
  return [
    ...(softwareToken?.enabled ? (["software-token"] as const) : []),
    ...(sms ? (["sms"] as const) : []),
    ...(email ? (["email"] as const) : []),
  ];
}

function triggers(
  config: z.output<typeof userPoolSchema>["lambda_config"],
  functionOf: ReturnType<typeof readTriggerFunctions>,
): Pick<UserPoolModel, "preTokenGeneration" | "preTokenGenerationFunction" | "otherTriggers"> {
  const { lambda_version: version, lambda_arn: functionArn } =
    config.pre_token_generation_config ?? {};
  const declared = functionOf(functionArn);
  return {
    preTokenGeneration: version ?? (config.pre_token_generation ? "V1_0" : undefined),
    ...(declared && { preTokenGenerationFunction: declared }),
    otherTriggers: otherTriggers.filter((name) => config[name]),
  };
}

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain.html */
export function userPoolDomain(domain: string, region: string): UserPoolDomain {
  const custom = domain.includes(".");
  const host = custom ? domain : `${domain}.auth.${region}.amazoncognito.com`;
  return { domain, baseUrl: `https://${host}` };
}

type ClientResource = ReturnType<typeof readClients>[number];

function readClients(reader: ResourceReader) {
  return reader.read("aws_cognito_user_pool_client", userPoolClientSchema);
}

function appClient({ address, attributes, computed }: ClientResource): AppClient {
  const units = attributes.token_validity_units;
  return {
    clientId: computed("id"),
    name: attributes.name,
    address,
    clientSecret: attributes.generate_secret ? computed("client_secret") : undefined,
    allowedOAuthFlows: attributes.allowed_oauth_flows_user_pool_client
      ? attributes.allowed_oauth_flows
      : [],
    allowedOAuthScopes: attributes.allowed_oauth_scopes,
    supportedIdentityProviders:
      attributes.supported_identity_providers.length > 0
        ? attributes.supported_identity_providers
        : ["COGNITO"],
    choiceBasedSignIn: attributes.explicit_auth_flows.includes("ALLOW_USER_AUTH"),
    ...(attributes.write_attributes.length > 0 && {
      writeAttributes: attributes.write_attributes,
    }),
    callbackUrls: attributes.callback_urls,
    logoutUrls: attributes.logout_urls,
    accessTokenLifetimeSeconds: attributes.access_token_validity * secondsPer[units.access_token],
    idTokenLifetimeSeconds: attributes.id_token_validity * secondsPer[units.id_token],
    refreshTokenLifetimeSeconds:
      attributes.refresh_token_validity * secondsPer[units.refresh_token],
    enableTokenRevocation: attributes.enable_token_revocation,
    authSessionLifetimeSeconds: attributes.auth_session_validity * 60,
  };
}
