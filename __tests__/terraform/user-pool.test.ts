import { seedEnvironment } from "../fixtures/seed";
import { describeWithTerraform } from "./describe-with-tools";
import { cognitoRequest } from "./emulated-aws";
import { applyMachineClients } from "./machine-client-steps";
import { ownPagesSteps } from "./own-pages-steps";
import type { AwsCall } from "./recorder";
import { orderedSteps } from "./steps";
import { applyTokenClaims } from "./token-claims-steps";
import { openWorkbench, type Workbench } from "./workbench";

/** An identity provider of each type, and an attribute that one of them sets. */
const federation = {
  customAttributes: {
    costCenter: { type: "string", maxLength: 64 },
    level: { type: "number", minValue: 1, mutable: false },
  },
  identityProviders: {
    Entra: {
      type: "saml",
      metadataUrl: "https://login.example.com/metadata",
      signRequests: true,
      identifiers: ["example.com"],
      attributeMapping: { "custom:costCenter": "costCenter" },
    },
    ADFS: { type: "saml", metadataFile: '<EntityDescriptor entityID="${x}"/>' },
    Okta: { type: "oidc", issuer: "https://example.okta.com", clientId: "0oa1" },
    Google: { type: "google", clientId: "1.apps.googleusercontent.com" },
    Facebook: { type: "facebook", clientId: "2" },
    LoginWithAmazon: { type: "amazon", clientId: "3" },
    SignInWithApple: {
      type: "apple",
      servicesId: "com.example.signin",
      teamId: "A1B2C3D4E5",
      keyId: "F6G7H8I9J0",
    },
  },
} as const;

const secrets = Object.fromEntries(
  [
    "okta_client_secret",
    "google_client_secret",
    "facebook_client_secret",
    "login_with_amazon_client_secret",
    "sign_in_with_apple_private_key",
  ].map((name) => [name, `first ${name}`]),
);

const emptyPlan = { exitCode: 0, errors: [], changes: [], changedOutputs: [] };

describeWithTerraform("a user pool with real Terraform", (tools) => {
  const step = orderedSteps();
  let bench: Workbench;
  let seed: ReturnType<typeof seedEnvironment>;

  const identity = () => bench.stack("shared-identity");

  /** Changes settings of the seed's identity. */
  const synthesize = (settings: object) =>
    bench.synthesize({ ...seed, identity: { ...seed.identity, ...settings } });

  async function poolAddress(): Promise<string> {
    const [address = ""] = Object.keys(await identity().attributes("aws_cognito_user_pool"));
    return address;
  }

  async function describePool(): Promise<Readonly<Record<string, unknown>>> {
    const { user_pool_id } = await identity().outputs();
    const { UserPool = {} } = await cognitoRequest(bench.aws, "DescribeUserPool", {
      UserPoolId: user_pool_id,
    });
    return UserPool;
  }

  async function providerDetails(name: string): Promise<Readonly<Record<string, string>>> {
    const { user_pool_id } = await identity().outputs();
    const { IdentityProvider = {} } = await cognitoRequest(bench.aws, "DescribeIdentityProvider", {
      UserPoolId: user_pool_id,
      ProviderName: name,
    });
    return IdentityProvider.ProviderDetails as Record<string, string>;
  }

  async function addDetails(name: string, details: object): Promise<void> {
    const { user_pool_id } = await identity().outputs();
    await cognitoRequest(bench.aws, "UpdateIdentityProvider", {
      UserPoolId: user_pool_id,
      ProviderName: name,
      ProviderDetails: { ...(await providerDetails(name)), ...details },
    });
  }

  const operations: string[] = [];
  const record = {
    denies: () => false,
    afterCall: async ({ operation }: AwsCall) => {
      operations.push(operation);
    },
  };

  beforeAll(async () => {
    bench = await openWorkbench({ tools: tools(), record });
    seed = seedEnvironment({ hostedZoneId: bench.hostedZoneId });
    synthesize({ threatProtection: "audit" });
    await identity().init();
  }, 120_000);

  afterAll(() => bench?.close());

  step("the first apply with threat protection takes the Plus plan", async () => {
    expect(await identity().apply()).toMatchObject({ exitCode: 0, errors: [] });

    expect(await describePool()).toMatchObject({
      UserPoolTier: "PLUS",
      UserPoolAddOns: { AdvancedSecurityMode: "AUDIT" },
    });
    expect(await identity().plan()).toMatchObject(emptyPlan);
  });

  step("turning threat protection off ends the Plus plan", async () => {
    synthesize({ threatProtection: "off" });
    expect(await identity().apply()).toMatchObject({ exitCode: 0, errors: [] });

    expect(await describePool()).toMatchObject({
      UserPoolTier: "ESSENTIALS",
      UserPoolAddOns: { AdvancedSecurityMode: "OFF" },
    });
    expect(await identity().plan()).toMatchObject(emptyPlan);
  });

  step("threat protection can be turned on for a pool that exists", async () => {
    synthesize({ threatProtection: "enforced" });
    expect(await identity().apply()).toMatchObject({ exitCode: 0, errors: [] });

    expect(await describePool()).toMatchObject({ UserPoolTier: "PLUS" });
    expect(await identity().plan()).toMatchObject(emptyPlan);
  });

  step("identity providers of every type and custom attributes are created", async () => {
    synthesize(federation);
    expect(await identity().apply(secrets)).toMatchObject({ exitCode: 0, errors: [] });

    expect(await providerDetails("Google")).toMatchObject({
      client_id: "1.apps.googleusercontent.com",
      client_secret: "first google_client_secret",
    });
    expect(await describePool()).toMatchObject({
      SchemaAttributes: expect.arrayContaining([
        expect.objectContaining({ Name: "custom:costCenter", Mutable: true }),
        expect.objectContaining({ Name: "custom:level", AttributeDataType: "Number" }),
      ]),
    });
    expect(await identity().plan(secrets)).toMatchObject(emptyPlan);
    expect((await identity().plan()).errors).toHaveLength(5);
  });

  step("what Cognito adds to the settings of a provider is no change", async () => {
    const added = {
      Entra: { ActiveEncryptionCertificate: "x", SSORedirectBindingURI: "https://x.example.com" },
      Google: { authorize_url: "https://x.example.com", token_request_method: "POST" },
      Okta: { jwks_uri: "https://x.example.com", attributes_url_add_attributes: "false" },
      Facebook: { api_version: "v21.0" },
    };
    for (const [name, details] of Object.entries(added)) await addDetails(name, details);

    expect(await identity().plan(secrets)).toMatchObject(emptyPlan);
  });

  step(
    "a new secret is applied in place, and a new key of Apple's replaces the provider",
    async () => {
      const rotated = { ...secrets, google_client_secret: "second" };
      const { changes } = await identity().plan(rotated);
      expect(changes).toEqual([
        { address: expect.stringContaining("identity_providers_Google"), action: "update" },
      ]);
      expect(await identity().applyPlan()).toMatchObject({ exitCode: 0, errors: [] });
      expect(await providerDetails("Google")).toMatchObject({ client_secret: "second" });
      expect(await identity().plan(rotated)).toMatchObject(emptyPlan);

      const newKey = { ...rotated, sign_in_with_apple_private_key: "third" };
      expect((await identity().plan(newKey)).changes.map(({ action }) => action)).toEqual([
        "replace",
        "replace",
      ]);
      expect(await identity().applyPlan()).toMatchObject({ exitCode: 0, errors: [] });
      expect(await providerDetails("SignInWithApple")).toMatchObject({ private_key: "third" });
      expect(await identity().plan(newKey)).toMatchObject(emptyPlan);
    },
  );

  step("a custom attribute can be added, and not removed", async () => {
    const { customAttributes } = federation;
    const { costCenter, ...others } = customAttributes;
    synthesize({ ...federation, customAttributes: { ...customAttributes, team: costCenter } });
    expect(await identity().apply(secrets)).toMatchObject({ exitCode: 0, errors: [] });
    expect(await describePool()).toMatchObject({
      SchemaAttributes: expect.arrayContaining([expect.objectContaining({ Name: "custom:team" })]),
    });
    expect(await identity().plan(secrets)).toMatchObject(emptyPlan);

    synthesize({ ...federation, identityProviders: {}, customAttributes: others });
    expect((await identity().apply()).errors).toEqual([
      expect.stringContaining("cannot modify or remove schema items"),
    ]);
  });

  step("identity providers that the environment no longer has are removed", async () => {
    synthesize({});
    expect(await identity().apply()).toMatchObject({ exitCode: 0, errors: [] });

    const { user_pool_id } = await identity().outputs();
    const { Providers } = await cognitoRequest(bench.aws, "ListIdentityProviders", {
      UserPoolId: user_pool_id,
    });
    expect(Providers).toEqual([]);
    expect(await identity().plan()).toMatchObject(emptyPlan);
  });

  step("machine clients are created, changed in place and removed, with their applications", () =>
    applyMachineClients(bench, seed),
  );

  step("a pre token generation function is added, changed and removed", () =>
    applyTokenClaims(identity(), {
      synthesize,
      describePool,
      callsOf: async (apply) => {
        const before = operations.length;
        await apply();
        return operations.slice(before);
      },
    }),
  );

  step("an attribute that somebody adds by hand is no change", async () => {
    const { user_pool_id } = await identity().outputs();
    await cognitoRequest(bench.aws, "AddCustomAttributes", {
      UserPoolId: user_pool_id,
      CustomAttributes: [{ Name: "department", AttributeDataType: "String", Mutable: true }],
    });

    expect(await identity().plan()).toMatchObject(emptyPlan);
  });

  ownPagesSteps(step, { bench: () => bench, seed: () => seed, synthesize, describePool });

  step("a pool that exists is imported under its name, and nothing is replaced", async () => {
    synthesize({ threatProtection: "off" });
    const address = await poolAddress();
    await identity().destroy();
    const { UserPool = {} } = await cognitoRequest(bench.aws, "CreateUserPool", {
      PoolName: "Users since 2019",
      UsernameAttributes: ["email"],
      UsernameConfiguration: { CaseSensitive: false },
      Schema: [{ Name: "department", AttributeDataType: "String", Mutable: true }],
    });
    synthesize({ poolName: "Users since 2019" });
    await identity().succeed("import", "-no-color", address, String(UserPool.Id));

    const { errors, changes } = await identity().plan();
    expect(errors).toEqual([]);
    expect(changes).toContainEqual({ address, action: "update" });
    expect(await identity().applyPlan()).toMatchObject({ exitCode: 0, errors: [] });
    expect(await identity().plan()).toMatchObject(emptyPlan);
    expect((await describePool()).Id).toBe(UserPool.Id);
  });

  step(
    "a pool that the stack no longer manages is used as an existing one, unchanged",
    async () => {
      const { user_pool_id: userPoolId } = await identity().outputs();
      const managed = [
        "aws_cognito_user_pool",
        "aws_cognito_user_pool_domain",
        "aws_cognito_resource_server",
      ];
      for (const type of managed) {
        const [address = ""] = Object.keys(await identity().attributes(type));
        await identity().succeed("state", "rm", address);
      }
      const before = await describePool();
      const existing = (settings: object) => {
        const { tasks } = seed.identity.resourceServers;
        const resourceServers = { tasks: { ...tasks, existing: true }, orders: tasks };
        bench.synthesize({
          ...seed,
          identity: {
            type: "existing",
            userPoolId: String(userPoolId),
            domain: seed.identity.domain,
            resourceServers,
            groups: { editors: { precedence: 1 } },
            ...settings,
          },
        });
      };

      existing({ domain: { prefix: "another-login" } });
      expect((await identity().plan()).errors).toEqual([
        expect.stringContaining("does not have the domain another-login"),
      ]);

      existing({});
      const { changes } = await identity().plan();
      expect(changes.map(({ action }) => action)).toEqual(["create", "create"]);
      expect(await identity().applyPlan()).toMatchObject({ exitCode: 0, errors: [] });
      expect(await identity().plan()).toMatchObject(emptyPlan);
      expect(await identity().outputs()).toMatchObject({
        user_pool_arn: before.Arn,
        custom_scopes: ["tasks/read", "tasks/write", "orders/read", "orders/write"],
      });

      await identity().destroy();
      const { UserPool } = await cognitoRequest(bench.aws, "DescribeUserPool", {
        UserPoolId: userPoolId,
      });
      expect(UserPool).toEqual(before);
    },
  );
});
