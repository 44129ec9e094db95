import type { EnvironmentInput } from "../../config/schema/environment";
import { seedApplication, seedEnvironment } from "../fixtures/seed";
import { describeWithTerraform } from "./describe-with-tools";
import { cognitoRequest } from "./emulated-aws";
import { createExistingVpc, type ExistingVpc } from "./existing-vpc";
import { orderedSteps } from "./steps";
import { openWorkbench, type Workbench } from "./workbench";

const emptyPlan = { exitCode: 0, errors: [], changes: [], changedOutputs: [] };
const fixedImage = `registry.example.com/team/web@sha256:${"a".repeat(64)}`;
const targetGroup =
  "arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/old/0123456789abcdef";

const email = {
  type: "ses",
  identityArn: "arn:aws:ses:eu-central-1:111122223333:identity/example.com",
  from: "login@example.com",
} as const;

type Application = EnvironmentInput["applications"][string];

/** Every setting of an application that the seed leaves at its default. */
function otherSettings(seed: Application, network: ExistingVpc): Application {
  return {
    ...seed,
    network: { type: "existing", ...network },
    services: {
      web: {
        image: fixedImage,
        architecture: "X86_64",
        environment: { GREETING: 'Say "${hello}" and %{bye}' },
        secrets: { TOKEN: "arn:aws:ssm:eu-central-1:111122223333:parameter/seed/token" },
        secretsKmsKeyArns: ["arn:aws:kms:eu-central-1:111122223333:key/1234"],
        taskRolePolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
        egress: [{ port: 5432, cidr: "10.9.0.0/16", description: "Postgres" }],
      },
    },
    routes: [
      {
        conditions: { paths: ["/old/*"] },
        access: { type: "login" },
        target: {
          type: "target-group",
          arn: targetGroup,
          egress: { port: 80, cidr: "10.9.0.0/16" },
        },
      },
      {
        conditions: { paths: ["/admin", "/admin/*"] },
        access: { type: "login", groups: ["admins"] },
        target: { type: "service", service: "web" },
      },
    ],
    deletionProtection: false,
  };
}

describeWithTerraform("variants of an environment with real Terraform", (tools) => {
  const step = orderedSteps();
  let bench: Workbench;
  let seed: ReturnType<typeof seedEnvironment>;

  const identity = () => bench.stack("shared-identity");
  const application = () => bench.stack(seedApplication);

  const withIdentity = (settings: object) =>
    bench.synthesize({ ...seed, identity: { ...seed.identity, ...settings } });

  const attributesOf = async (type: string) => Object.values(await application().attributes(type));

  /** Plan, first and second factors of the user pool, as AWS has them. */
  async function factorsOfPool(): Promise<Readonly<Record<string, unknown>>> {
    const { user_pool_id: UserPoolId } = await identity().outputs();
    const described = await cognitoRequest(bench.aws, "DescribeUserPool", { UserPoolId });
    const { UserPoolTier, Policies } = described.UserPool ?? {};
    const second = await cognitoRequest(bench.aws, "GetUserPoolMfaConfig", { UserPoolId });
    const { SignInPolicy } = Policies as Readonly<Record<string, object>>;
    return { UserPoolTier, ...SignInPolicy, ...second };
  }

  async function applyIdentity(settings: object): Promise<void> {
    withIdentity(settings);
    expect(await identity().apply()).toMatchObject({ exitCode: 0, errors: [] });
    expect(await identity().plan()).toMatchObject(emptyPlan);
  }

  beforeAll(async () => {
    bench = await openWorkbench({ tools: tools() });
    seed = seedEnvironment({ hostedZoneId: bench.hostedZoneId });
    bench.synthesize(seed);
    await identity().init();
    await application().init();
  });

  afterAll(() => bench?.close());

  step("the seed's identity applies", async () => {
    expect(await identity().apply()).toMatchObject({ exitCode: 0 });
    expect(await identity().plan()).toMatchObject(emptyPlan);
  });

  step("every setting of the identity can be changed without a new user pool", async () => {
    bench.synthesize({
      ...seed,
      tags: { Project: "seed", Stage: "test" },
      identity: {
        ...seed.identity,
        signUp: "self",
        mfa: "required",
        deletionProtection: false,
        passwordPolicy: { minimumLength: 20, requireSymbols: false },
        resourceServers: {
          tasks: { scopes: { read: "Read all tasks", admin: "Do anything" } },
          notes: { scopes: { read: "Read notes" } },
        },
        groups: { admins: { precedence: 1 }, readers: { description: "Only read", precedence: 2 } },
      },
    });

    const { changes } = await identity().plan();
    expect(
      changes.map(({ address, action }) => `${action} ${address.split(".")[0]}`).sort(),
    ).toEqual([
      "create aws_cognito_resource_server",
      "create aws_cognito_user_group",
      "create aws_cognito_user_group",
      "update aws_cognito_resource_server",
      "update aws_cognito_user_pool",
    ]);
    expect(await identity().applyPlan()).toMatchObject({ exitCode: 0, errors: [] });
    expect(await identity().plan()).toMatchObject(emptyPlan);
  });

  step("the identity's settings can be changed back", async () => {
    bench.synthesize(seed);

    expect(await identity().apply()).toMatchObject({ exitCode: 0, errors: [] });
    expect(await identity().plan()).toMatchObject(emptyPlan);
  });

  const everyMethod = {
    pages: { type: "managed-login" },
    email,
    mfa: "optional",
    signInMethods: ["password", "passkey", "email-code"],
    passkeys: { userVerification: "required" },
  } as const;

  step("a pool that exists gets passkeys, codes by email and their sender", async () => {
    await applyIdentity(everyMethod);

    expect(await factorsOfPool()).toMatchObject({
      UserPoolTier: "ESSENTIALS",
      AllowedFirstAuthFactors: expect.arrayContaining(["PASSWORD", "WEB_AUTHN", "EMAIL_OTP"]),
      MfaConfiguration: "OPTIONAL",
      SoftwareTokenMfaConfiguration: { Enabled: true },
      WebAuthnConfiguration: {
        RelyingPartyId: "seed-login.auth.eu-central-1.amazoncognito.com",
        UserVerification: "required",
      },
    });
  });

  step("codes by email as second factor need the sender of an earlier apply", async () => {
    const secondFactors = ["authenticator-app", "email-code"];
    await applyIdentity({ ...everyMethod, secondFactors });
    expect(await factorsOfPool()).toMatchObject({
      EmailMfaConfiguration: { Subject: "Your authentication code" },
    });

    await applyIdentity({ ...everyMethod, email: { type: "cognito" } });
    // What the provider sends to remove it.
    expect(await factorsOfPool()).toMatchObject({ EmailMfaConfiguration: {} });
    expect(await factorsOfPool()).not.toHaveProperty("EmailMfaConfiguration.Subject");
    // The provider sets second factors before the sender.
    withIdentity({ ...everyMethod, secondFactors });
    expect((await identity().apply()).errors).toEqual([
      expect.stringContaining("Email MFA needs an email configuration with SES"),
    ]);
  });

  step("methods that the environment no longer names stay until it says otherwise", async () => {
    withIdentity({});
    expect(await identity().apply()).toMatchObject({ exitCode: 0, errors: [] });
    expect(await factorsOfPool()).toMatchObject({
      AllowedFirstAuthFactors: expect.arrayContaining(["WEB_AUTHN"]),
    });
    // Every plan says that something is left: the settings of passkeys.
    expect((await identity().plan()).changes).toHaveLength(1);

    await applyIdentity({ signInMethods: ["password"] });
    expect(await factorsOfPool()).toMatchObject({ AllowedFirstAuthFactors: ["PASSWORD"] });
    await applyIdentity({ signInMethods: ["password"], mfa: "required" });
    expect(await factorsOfPool()).toMatchObject({ MfaConfiguration: "ON" });
  });

  step("the Lite plan is taken when it is asked for, and left again", async () => {
    await applyIdentity({ plan: "lite", mfa: "off", signInMethods: ["password"] });
    expect(await factorsOfPool()).toMatchObject({ UserPoolTier: "LITE", MfaConfiguration: "OFF" });

    await applyIdentity({ signInMethods: ["password"] });
    expect(await factorsOfPool()).toMatchObject({ UserPoolTier: "ESSENTIALS" });
  });

  step(
    "the application's plan rejects a scope that the identity does not publish yet",
    async () => {
      bench.synthesize({
        ...seed,
        identity: { ...seed.identity, resourceServers: { notes: { scopes: { read: "Read" } } } },
        applications: {
          [seedApplication]: {
            ...seed.applications[seedApplication],
            routes: [
              {
                conditions: { paths: ["/notes/*"] },
                access: { type: "login", scopes: ["openid", "notes/read"] },
                target: { type: "service", service: "web" },
              },
            ],
          },
        } as EnvironmentInput["applications"],
      });

      const { exitCode, errors } = await application().plan({ web_image: "none" });
      expect(exitCode).toBe(1);
      expect(errors.join("\n")).toContain("does not publish yet");
    },
  );

  step(
    "an application in an existing network with a fixed image plans its service at once",
    async () => {
      const given = seed.applications[seedApplication] as Application;
      const vpc = await createExistingVpc(bench.aws, "10.8");
      bench.synthesize({
        ...seed,
        identity: { ...seed.identity, groups: { admins: { precedence: 1 } } },
        applications: { [seedApplication]: otherSettings(given, vpc) },
      });

      const { exitCode, errors, warnings, changes } = await application().plan();
      expect({ exitCode, errors, warnings }).toEqual({ exitCode: 2, errors: [], warnings: [] });
      const types = changes.map(({ address }) => address.split(".")[0]);
      expect(types).not.toContain("aws_vpc");
      expect(types).not.toContain("aws_ecr_repository");
      expect(types.filter((type) => type === "aws_ecs_service")).toHaveLength(1);
    },
  );

  step("an application without a NAT gateway, with flow logs in a bucket, applies", async () => {
    const given = seed.applications[seedApplication];
    const network = { ...given.network, nat: "none", flowLogDestination: "s3" } as const;
    const services = { web: { ...given.services.web, image: fixedImage } };
    bench.synthesize({
      ...seed,
      applications: { [seedApplication]: { ...given, network, services } },
    });

    expect(await application().apply()).toMatchObject({ exitCode: 0, errors: [] });
    expect(await application().plan()).toMatchObject(emptyPlan);
  });

  step("its tasks are in the public subnets, and its flow log leads to the bucket", async () => {
    const { public_subnet_ids, private_subnet_ids } = await application().outputs();
    const [service] = await attributesOf("aws_ecs_service");
    const buckets = await attributesOf("aws_s3_bucket");
    const bucket = buckets.find(
      ({ tags_all }) => (tags_all as { Name?: string }).Name === "seed-tasks-flow-logs",
    );

    expect(private_subnet_ids).toEqual([]);
    expect(service?.network_configuration).toEqual([
      expect.objectContaining({
        assign_public_ip: true,
        subnets: expect.arrayContaining(public_subnet_ids as string[]),
      }),
    ]);
    expect(await attributesOf("aws_nat_gateway")).toEqual([]);
    expect(bucket).toBeDefined();
    expect(await attributesOf("aws_flow_log")).toEqual([
      expect.objectContaining({ log_destination_type: "s3", log_destination: bucket?.arn }),
    ]);
  });

  step("both stacks are destroyed", async () => {
    await application().destroy();
    expect(await application().resources()).toEqual([]);

    await identity().destroy();
    expect(await identity().resources()).toEqual([]);
  });
});
