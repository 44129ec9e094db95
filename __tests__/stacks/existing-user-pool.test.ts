import { CognitoResourceServer } from "@cdktf/provider-aws/lib/cognito-resource-server";
import { CognitoUserGroup } from "@cdktf/provider-aws/lib/cognito-user-group";
import { CognitoUserPoolClient } from "@cdktf/provider-aws/lib/cognito-user-pool-client";
import type { EnvironmentInput } from "../../config/schema/environment";
import { SharedIdentityStack } from "../../stacks/shared-identity-stack";
import { identityOutputNames } from "../../stacks/state/identity-contract";
import { parse, resourceCounts, resources } from "../support/synth";
import {
  minimalApplication,
  synthApplication,
  synthIdentity,
  testEnvironment,
} from "../support/synth-environment";

const userPoolId = "eu-central-1_Existing1";

const environment = testEnvironment({
  identity: {
    type: "existing",
    userPoolId,
    domain: { hostName: "login.example.com" },
    tokenLifetimes: { accessTokenMinutes: 5 },
    resourceServers: {
      orders: { existing: true, scopes: { read: "Read orders" } },
      tasks: { scopes: { read: "Read tasks" } },
    },
    groups: { editors: { precedence: 2 } },
  },
  applications: {
    app: {
      ...minimalApplication,
      services: { web: {} },
      defaultRoute: { access: { type: "login", scopes: ["openid", "orders/read", "tasks/read"] } },
    },
  },
} satisfies Partial<EnvironmentInput>);

describe(`${SharedIdentityStack.name} of an existing user pool`, () => {
  const json = synthIdentity(environment);

  it("creates exactly what is declared, in the existing pool", () => {
    expect(resourceCounts(json)).toEqual({
      aws_cognito_resource_server: 1,
      aws_cognito_user_group: 1,
    });
    expect(resources(json, CognitoResourceServer)).toEqual([
      expect.objectContaining({ identifier: "tasks", user_pool_id: userPoolId }),
    ]);
    expect(resources(json, CognitoUserGroup)).toEqual([
      expect.objectContaining({ name: "editors", user_pool_id: userPoolId }),
    ]);
  });

  it("publishes the same contract as a new pool", () => {
    const { next_step, ...contract } = parse(json).output ?? {};

    expect(next_step?.value).toContain("The users that the pool has can sign in");
    expect(Object.keys(contract).sort()).toEqual([...identityOutputNames].sort());
    expect(contract).toMatchObject({
      user_pool_id: { value: userPoolId },
      user_pool_issuer: { value: `https://cognito-idp.eu-central-1.amazonaws.com/${userPoolId}` },
      user_pool_domain: { value: "login.example.com" },
      user_pool_domain_base_url: { value: "https://login.example.com" },
    });
  });

  it("publishes the scopes that it creates, and those that the pool has", () => {
    expect(parse(json).output?.custom_scopes?.value).toEqual(["orders/read", "tasks/read"]);
  });

  it("gives an application the app client that it has with a new pool", () => {
    expect(resources(synthApplication(environment), CognitoUserPoolClient)).toEqual([
      expect.objectContaining({
        access_token_validity: 5,
        allowed_oauth_scopes: ["openid", "orders/read", "tasks/read"],
      }),
    ]);
  });
});
