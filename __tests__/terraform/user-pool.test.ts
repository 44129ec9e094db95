import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { seedEnvironment } from "../fixtures/seed";
import { describeWithTerraform } from "./describe-with-tools";
import { cognitoRequest, createAddressRecord } from "./emulated-aws";
import { applyMachineClients } from "./machine-client-steps";
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
const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

const emptyPlan = { exitCode: 0, errors: [], changes: [], changedOutputs: [] };

describeWithTerraform("a user pool with real Terraform", (tools) => {
  const step = orderedSteps();
  let bench: Workbench;
  let seed: ReturnType<typeof seedEnvironment>;

  const identity = () => bench.stack("shared-identity");

  /** Changes settings of the seed's identity. */
  const synthesize = (settings: object) =>
    bench.synthesize({ ...seed, identity: { ...seed.identity, ...settings } });

  /** A domain of its own, a branded hosted UI, messages, and SES. */
  const ownPages = (domain: object = {}) => ({
    domain: {
      hostName: "login.example.com",
      hostedZone: { id: bench.hostedZoneId, name: "example.com" },
      previousPrefix: seed.identity.domain.prefix,
      ...domain,
    },
    pages: {
      type: "hosted-ui",
      css: "../__tests__/fixtures/branding/login.css",
      logo: "../__tests__/fixtures/branding/logo.png",
    },
    messages: {
      invitation: {},
      verification: { type: "link", body: "Please {##confirm your address##}" },
    },
    email: {
      type: "ses",
      identityArn: "arn:aws:ses:eu-central-1:123456789012:identity/example.com",
      from: "Example <login@example.com>",
      replyTo: "help@example.com",
    },
  });

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

  step("a domain of its own is rejected while the name above it has no record", async () => {
    synthesize({ threatProtection: "enforced", ...ownPages() });

    expect((await identity().plan()).errors).toEqual([
      expect.stringContaining("has no A record for example.com, the name above login.example.com"),
    ]);
  });

  step(
    "domain, pages, messages and sender are applied, with the prefix's domain kept",
    async () => {
      await createAddressRecord(bench.aws, bench.hostedZoneId, "example.com");
      expect(await identity().apply()).toMatchObject({ exitCode: 0, errors: [] });

      expect(await describePool()).toMatchObject({
        AdminCreateUserConfig: {
          InviteMessageTemplate: {
            EmailSubject: "Your account for tasks.example.com",
            EmailMessage: expect.stringContaining("https://tasks.example.com"),
          },
        },
        VerificationMessageTemplate: {
          DefaultEmailOption: "CONFIRM_WITH_LINK",
          EmailMessageByLink: "Please {##confirm your address##}",
        },
        EmailConfiguration: {
          EmailSendingAccount: "DEVELOPER",
          From: "Example <login@example.com>",
          ReplyToEmailAddress: "help@example.com",
        },
      });
      const { user_pool_id: UserPoolId, user_pool_domain_base_url } = await identity().outputs();
      expect(user_pool_domain_base_url).toBe("https://login.example.com");
      const { UICustomization } = await cognitoRequest(bench.aws, "GetUICustomization", {
        UserPoolId,
      });
      expect(UICustomization).toMatchObject({
        CSS: readFileSync("__tests__/fixtures/branding/login.css", "utf8"),
        ImageUrl: expect.stringContaining(
          sha256(readFileSync("__tests__/fixtures/branding/logo.png")),
        ),
      });
      const { DomainDescription: own } = await cognitoRequest(bench.aws, "DescribeUserPoolDomain", {
        Domain: "login.example.com",
      });
      expect(own).toMatchObject({
        UserPoolId,
        CustomDomainConfig: { CertificateArn: expect.stringContaining(":certificate/") },
      });
      const { DomainDescription: previous } = await cognitoRequest(
        bench.aws,
        "DescribeUserPoolDomain",
        { Domain: seed.identity.domain.prefix },
      );
      expect(previous).toMatchObject({ UserPoolId });
      expect(await identity().plan()).toMatchObject(emptyPlan);
    },
  );

  step("the domain of the prefix is removed alone once applications have moved", async () => {
    synthesize({ threatProtection: "enforced", ...ownPages({ previousPrefix: undefined }) });

    const { changes } = await identity().plan();
    expect(changes).toEqual([
      { address: expect.stringMatching(/^aws_cognito_user_pool_domain\./), action: "delete" },
    ]);
    expect(await identity().applyPlan()).toMatchObject({ exitCode: 0, errors: [] });
    expect(await identity().plan()).toMatchObject(emptyPlan);
  });

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
