import { byUse, type CostLine, unknown } from "../cost-line";
import { blockOf, type StackResource } from "../synthesized-stack";
import type { ResourceCost } from "./resource-cost";

/** Plans of Cognito, with the users that are free each month. */
const plans = {
  LITE: byUse("Cognito users (Lite)", "liteUser", { text: "the first 10000 free" }),
  ESSENTIALS: byUse("Cognito users (Essentials)", "essentialsUser", {
    text: "the first 10000 free",
  }),
  PLUS: byUse("Cognito users (Plus)", "plusUser", { text: "none free" }),
} as const;

function userPool({ attributes }: StackResource): readonly CostLine[] {
  // AWS's default for a new pool.
  const { user_pool_tier = "ESSENTIALS" } = attributes;
  const plan = plans[user_pool_tier as keyof typeof plans];
  const email = blockOf(attributes.email_configuration);
  return [
    plan ?? unknown("aws_cognito_user_pool", `user_pool_tier ${JSON.stringify(user_pool_tier)}`),
    ...(email.email_sending_account === "DEVELOPER" ? [byUse("Emails by SES", "emails")] : []),
    ...(attributes.sms_configuration === undefined
      ? []
      : [byUse("Text messages", { text: "depends on the country" })]),
  ];
}

/** Users of SAML and OpenID Connect cost more; those of Google, Apple and others do not. */
function identityProvider({ attributes }: StackResource): readonly CostLine[] {
  const isFederated = ["SAML", "OIDC"].includes(String(attributes.provider_type));
  return isFederated
    ? [
        byUse("Users of SAML and OpenID Connect providers", "federatedUser", {
          text: "the first 50 free",
        }),
      ]
    : [];
}

function appClient({ attributes }: StackResource): readonly CostLine[] {
  const flows = attributes.allowed_oauth_flows;
  const isMachine = Array.isArray(flows) && flows.includes("client_credentials");
  return isMachine
    ? [
        byUse("Machine client", "machineTokens", {
          text: "maybe a fee for each client, see AWS's page",
        }),
      ]
    : [];
}

/** User pools, their clients and functions. */
export const identityCosts: Readonly<Record<string, ResourceCost>> = {
  aws_cognito_identity_provider: identityProvider,
  aws_cognito_user_pool: userPool,
  aws_cognito_user_pool_client: appClient,
  aws_lambda_function: () => [
    byUse("Function calls", "functionCalls", { text: "and the time that they take" }),
  ],
};
