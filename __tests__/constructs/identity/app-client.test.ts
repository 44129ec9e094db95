import { CognitoUserPoolClient } from "@cdktf/provider-aws/lib/cognito-user-pool-client";
import { AppClient, type AppClientProps } from "../../../constructs/identity/app-client";
import { expose, exposed, resources, synthStack } from "../../support/synth";

const synthClient = (overrides: Partial<AppClientProps> = {}) =>
  synthStack((stack) => {
    const { appClientId } = new AppClient(stack, "app_client", {
      name: "example-tasks",
      userPoolId: "eu-central-1_pool",
      hostNames: ["tasks.example.com", "todo.example.com"],
      signOutRedirectPath: "/goodbye",
      scopes: ["openid", "email", "tasks/read"],
      tokenLifetimes: { accessTokenMinutes: 15, idTokenMinutes: 20, refreshTokenHours: 12 },
      choiceBasedSignIn: false,
      identityProviders: ["COGNITO", "Okta"],
      readAttributes: ["email", "custom:department"],
      writeAttributes: ["email"],
      ...overrides,
    });
    expose(stack, { appClientId });
  });
const json = synthClient();

describe(AppClient, () => {
  it("registers a confidential client for the code flow, with the scopes of the routes only", () => {
    expect(resources(json, CognitoUserPoolClient)).toEqual([
      {
        name: "example-tasks",
        user_pool_id: "eu-central-1_pool",
        generate_secret: true,
        allowed_oauth_flows_user_pool_client: true,
        allowed_oauth_flows: ["code"],
        allowed_oauth_scopes: ["openid", "email", "tasks/read"],
        supported_identity_providers: ["COGNITO", "Okta"],
        read_attributes: ["email", "custom:department"],
        write_attributes: ["email"],
        callback_urls: [
          "https://tasks.example.com/oauth2/idpresponse",
          "https://todo.example.com/oauth2/idpresponse",
        ],
        logout_urls: ["https://tasks.example.com/goodbye", "https://todo.example.com/goodbye"],
        explicit_auth_flows: ["ALLOW_REFRESH_TOKEN_AUTH"],
        enable_token_revocation: true,
        prevent_user_existence_errors: "ENABLED",
        access_token_validity: 15,
        id_token_validity: 20,
        refresh_token_validity: 12,
        token_validity_units: [
          { access_token: "minutes", id_token: "minutes", refresh_token: "hours" },
        ],
        lifecycle: { create_before_destroy: true },
      },
    ]);
  });

  it("allows users to choose how they sign in only where they have a choice", () => {
    const choice = synthClient({ choiceBasedSignIn: true });

    expect(resources(choice, CognitoUserPoolClient)).toMatchObject([
      { explicit_auth_flows: ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_AUTH"] },
    ]);
  });

  it("exposes the client's ID and never its secret", () => {
    expect(exposed(json)).toEqual({
      appClientId: "${aws_cognito_user_pool_client.app_client_8CC77CFB.id}",
    });
    expect(json).not.toContain("client_secret");
  });
});
