import { CognitoUserPoolClient } from "@cdktf/provider-aws/lib/cognito-user-pool-client";
import { MachineClient } from "../../../constructs/identity/machine-client";
import { expose, exposed, reference, resources, synthStack } from "../../support/synth";

const json = synthStack((stack) => {
  const { clientId } = new MachineClient(stack, "machine_client", {
    name: "example-machine-billing",
    userPool: {
      userPoolId: "eu-central-1_pool",
      userPoolArn: "pool-arn",
      userPoolEndpoint: "cognito-idp.eu-central-1.amazonaws.com/eu-central-1_pool",
    },
    scopes: ["tasks/read"],
    accessTokenMinutes: 30,
    resourceServers: [],
  });
  expose(stack, { clientId });
});

describe(MachineClient, () => {
  it("registers a program that gets tokens for itself, and with which nobody can sign in", () => {
    expect(resources(json, CognitoUserPoolClient)).toEqual([
      {
        name: "example-machine-billing",
        user_pool_id: "eu-central-1_pool",
        generate_secret: true,
        allowed_oauth_flows_user_pool_client: true,
        allowed_oauth_flows: ["client_credentials"],
        allowed_oauth_scopes: ["tasks/read"],
        explicit_auth_flows: ["ALLOW_REFRESH_TOKEN_AUTH"],
        enable_token_revocation: true,
        prevent_user_existence_errors: "ENABLED",
        access_token_validity: 30,
        token_validity_units: [{ access_token: "minutes" }],
        depends_on: [],
        lifecycle: { create_before_destroy: true },
      },
    ]);
  });

  it("says its id", () => {
    expect(exposed(json).clientId).toBe(reference(json, CognitoUserPoolClient, "id"));
  });
});
