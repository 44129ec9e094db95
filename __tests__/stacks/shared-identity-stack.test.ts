import { CognitoResourceServer } from "@cdktf/provider-aws/lib/cognito-resource-server";
import { CognitoUserGroup } from "@cdktf/provider-aws/lib/cognito-user-group";
import { CognitoUserPool } from "@cdktf/provider-aws/lib/cognito-user-pool";
import { CognitoUserPoolDomain } from "@cdktf/provider-aws/lib/cognito-user-pool-domain";
import { SharedIdentityStack } from "../../stacks/shared-identity-stack";
import { address, parse, reference, resource, resourceCounts } from "../support/synth";
import { synthIdentity, testEnvironment } from "../support/synth-environment";

const identity = {
  domain: { prefix: "test-login" },
  resourceServers: {
    tasks: { scopes: { read: "Read tasks", write: "Write tasks" } },
    "https://api.example.com": { scopes: { use: "Use the API" } },
  },
  groups: { admins: { precedence: 1 }, editors: { precedence: 2 } },
};

describe(SharedIdentityStack, () => {
  const json = synthIdentity(testEnvironment({ identity }));

  it("makes a pool, its domain, every resource server and every group", () => {
    expect(resourceCounts(json)).toEqual({
      aws_cognito_user_pool: 1,
      aws_cognito_user_pool_domain: 1,
      aws_cognito_resource_server: 2,
      aws_cognito_user_group: 2,
    });
    expect(json).toHaveResourceWithProperties(CognitoUserPool, { name: "test" });
    expect(json).toHaveResourceWithProperties(CognitoResourceServer, {
      identifier: "https://api.example.com",
      name: "https-api.example.com",
    });
  });

  it("puts everything into the one pool", () => {
    const user_pool_id = reference(json, CognitoUserPool, "id");

    for (const type of [CognitoUserPoolDomain, CognitoResourceServer, CognitoUserGroup]) {
      const blocks = Object.values(parse(json).resource?.[type.tfResourceType] ?? {});
      expect(blocks.length).toBeGreaterThan(0);
      for (const block of blocks) expect(block.user_pool_id).toBe(user_pool_id);
    }
  });

  it("publishes what applications may know, and no secret", () => {
    const issuer = `https://${reference(json, CognitoUserPool, "endpoint")}`;
    const description = expect.any(String);

    expect(parse(json).output).toEqual({
      user_pool_id: { description, value: reference(json, CognitoUserPool, "id") },
      user_pool_arn: { description, value: reference(json, CognitoUserPool, "arn") },
      issuer: { description, value: issuer },
      jwks_url: { description, value: `${issuer}/.well-known/jwks.json` },
      user_pool_domain: { description, value: reference(json, CognitoUserPoolDomain, "domain") },
      sign_in_url: {
        description,
        value: "https://test-login.auth.eu-central-1.amazoncognito.com",
      },
      user_pool_region: { description, value: "eu-central-1" },
      scopes: {
        description,
        value: ["tasks/read", "tasks/write", "https://api.example.com/use"],
        depends_on: [
          address(json, CognitoResourceServer, "resource_server_tasks_"),
          address(json, CognitoResourceServer, "resource_server_https"),
        ],
      },
    });
  });

  it("publishes an empty list where there are no scopes", () => {
    expect(parse(synthIdentity(testEnvironment())).output?.scopes).toEqual({
      description: expect.any(String),
      value: [],
      depends_on: [],
    });
  });

  it("keeps the users by default: nobody deletes the pool, nobody signs up alone", () => {
    expect(resource(synthIdentity(testEnvironment()), CognitoUserPool)).toMatchObject({
      deletion_protection: "ACTIVE",
      lifecycle: { prevent_destroy: true },
      admin_create_user_config: { allow_admin_create_user_only: true },
      mfa_configuration: "OPTIONAL",
      password_policy: { minimum_length: 12 },
    });
  });

  it("takes every setting of the identity", () => {
    const settings = {
      ...identity,
      signUp: "self",
      mfa: "required",
      threatProtection: "enforced",
      deletionProtection: false,
      passwordPolicy: { minimumLength: 20, requireSymbols: false },
    } as const;

    expect(
      resource(synthIdentity(testEnvironment({ identity: settings })), CognitoUserPool),
    ).toMatchObject({
      admin_create_user_config: { allow_admin_create_user_only: false },
      mfa_configuration: "ON",
      user_pool_tier: "PLUS",
      user_pool_add_ons: { advanced_security_mode: "ENFORCED" },
      deletion_protection: "INACTIVE",
      lifecycle: { prevent_destroy: false },
      password_policy: { minimum_length: 20, require_symbols: false },
    });
  });

  it("finds the sign-in pages of GovCloud", () => {
    const gov = synthIdentity(testEnvironment({ region: "us-gov-west-1" }));

    expect(parse(gov).output?.sign_in_url?.value).toBe(
      "https://test-login.auth-fips.us-gov-west-1.amazoncognito.com",
    );
  });
});
