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

  it("creates a pool, its domain, every resource server and every group", () => {
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

  it("creates everything in the one pool", () => {
    const user_pool_id = reference(json, CognitoUserPool, "id");

    for (const type of [CognitoUserPoolDomain, CognitoResourceServer, CognitoUserGroup]) {
      const blocks = Object.values(parse(json).resource?.[type.tfResourceType] ?? {});
      expect(blocks.length).toBeGreaterThan(0);
      for (const block of blocks) expect(block.user_pool_id).toBe(user_pool_id);
    }
  });

  it("publishes the contract, and no secret", () => {
    const issuer = `https://${reference(json, CognitoUserPool, "endpoint")}`;

    const { next_step, ...contract } = parse(json).output ?? {};

    expect(next_step).toMatchObject({ description: "Next deployment step" });
    expect(contract).toEqual({
      user_pool_id: {
        description: "ID of the user pool",
        value: reference(json, CognitoUserPool, "id"),
      },
      user_pool_arn: {
        description: "ARN of the user pool",
        value: reference(json, CognitoUserPool, "arn"),
      },
      user_pool_issuer: { description: "Issuer of the user pool's tokens", value: issuer },
      user_pool_jwks_url: {
        description: "URL of the public keys for the user pool's tokens (JWKS)",
        value: `${issuer}/.well-known/jwks.json`,
      },
      user_pool_domain: {
        description: "Prefix of the user pool domain, or its host name",
        value: reference(json, CognitoUserPoolDomain, "domain"),
      },
      user_pool_domain_base_url: {
        description: "Base URL of the hosted UI and the OAuth 2.0 endpoints",
        value: "https://test-login.auth.eu-central-1.amazoncognito.com",
      },
      user_pool_region: { description: "Region of the user pool", value: "eu-central-1" },
      custom_scopes: {
        description: "Custom scopes that app clients may allow, as access tokens contain them",
        value: ["tasks/read", "tasks/write", "https://api.example.com/use"],
        depends_on: [
          address(json, CognitoResourceServer, "resource_servers_tasks_"),
          address(json, CognitoResourceServer, "resource_servers_https"),
        ],
      },
    });
  });

  it("publishes an empty list without custom scopes", () => {
    expect(parse(synthIdentity(testEnvironment())).output?.custom_scopes).toEqual({
      description: expect.any(String),
      value: [],
      depends_on: [],
    });
  });

  it("protects the pool and closes sign-up by default", () => {
    expect(resource(synthIdentity(testEnvironment()), CognitoUserPool)).toMatchObject({
      deletion_protection: "ACTIVE",
      lifecycle: { prevent_destroy: true },
      admin_create_user_config: { allow_admin_create_user_only: true },
      mfa_configuration: "OPTIONAL",
      password_policy: { minimum_length: 12 },
    });
  });

  it("applies every setting of the identity", () => {
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

  it("gives the pool another name if the environment has one for it", () => {
    const imported = { ...identity, poolName: "Users since 2019" };

    expect(
      resource(synthIdentity(testEnvironment({ identity: imported })), CognitoUserPool).name,
    ).toBe("Users since 2019");
  });

  it("publishes the FIPS endpoint in GovCloud", () => {
    const gov = synthIdentity(
      testEnvironment({ region: "us-gov-west-1", allowUnlistedRegion: true }),
    );

    expect(parse(gov).output?.user_pool_domain_base_url?.value).toBe(
      "https://test-login.auth-fips.us-gov-west-1.amazoncognito.com",
    );
  });
});
