import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cloudFormationTemplates } from "../../src/sources/cloud-formation/cloud-formation-templates.ts";
import type { CloudFormationOptions } from "../../src/sources/cloud-formation/stacks.ts";

const templates = join(__dirname, "..", "fixtures", "templates");
const identity = join(templates, "identity.yaml");
const notes = join(templates, "notes.yaml");

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "alb-emulator-template-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const region = "eu-central-1";

const read = (files: readonly string[], options: CloudFormationOptions = {}) =>
  cloudFormationTemplates(files, { region, ...options }).read();

const issues = async (files: readonly string[], options?: CloudFormationOptions) =>
  read(files, options).then(
    () => [],
    (error): readonly string[] => error.issues,
  );

function edited(change: (text: string) => string): string {
  const file = join(folder, "notes.yaml");
  writeFileSync(file, change(readFileSync(notes, "utf8")));
  return file;
}

describe(cloudFormationTemplates, () => {
  it("reads short forms, mappings and parameters, and imports from another template", async () => {
    const { loadBalancers, userPools } = await read([identity, notes]);
    const [pool] = userPools;

    expect(pool).toMatchObject({
      poolName: "identity-users",
      domain: { domain: "notes-login" },
      mfa: "OFF",
      signUp: "admins-only",
      passwordPolicy: { minimumLength: 8, requireSymbols: true },
      groups: [{ name: "readers", precedence: 5 }],
      clients: [
        {
          allowedOAuthScopes: ["openid", "email"],
          callbackUrls: ["https://notes.dev.example.com/oauth2/idpresponse"],
        },
      ],
    });
    expect(loadBalancers).toMatchObject([
      {
        application: "notes",
        name: "notes",
        hostNames: ["notes.dev.example.com"],
        idleTimeoutSeconds: 90,
        dropInvalidHeaderFields: true,
        targetGroups: [{ service: "notes", port: 4000, healthCheck: { matcher: "200,204" } }],
      },
    ]);
    const [listener] = loadBalancers[0]?.listeners ?? [];
    expect(listener?.defaultRule.actions).toMatchObject([
      {
        userPoolArn: pool?.poolArn,
        userPoolDomain: "notes-login",
        scope: "openid email",
        sessionTimeoutSeconds: 3600,
        extraParameters: { ui_locales: "de" },
      },
      { type: "forward" },
    ]);
    expect(listener?.rules).toMatchObject([
      {
        priority: 1,
        conditions: [
          { field: "path-pattern", values: ["/health"] },
          { field: "source-ip", values: ["10.0.0.0/8", "192.168.0.0/16"] },
        ],
      },
    ]);
  });

  it("evaluates conditions, with parameters that are given for all stacks or one", async () => {
    const ports = async (parameters: Record<string, string>) => {
      const { loadBalancers } = await read([identity, notes], { parameters });
      const { network, listeners, services } = loadBalancers[0] ?? {};
      return {
        ingress: network?.ingress.map(({ fromPort }) => fromPort),
        rules: listeners?.[0]?.rules.map(({ priority }) => priority),
        level: services?.[0]?.environment.LOG_LEVEL,
      };
    };

    const production = { ingress: [443], rules: [1, 2], level: "info" };
    expect(await ports({})).toEqual({ ingress: [443, 80], rules: [1], level: "debug" });
    expect(await ports({ Environment: "prod" })).toEqual(production);
    expect(await ports({ "notes:Environment": "prod" })).toEqual(production);
  });

  it("makes variables whose values only AWS knows those that the developer supplies", async () => {
    const { loadBalancers, userPools } = await read([identity, notes]);

    expect(loadBalancers[0]?.services).toMatchObject([
      {
        environment: { USER_POOL_ID: userPools[0]?.poolId, LOG_LEVEL: "debug" },
        secrets: ["DATABASE_PASSWORD", "DATABASE_HOST", "API_TOKEN"],
      },
    ]);
  });

  it("counts egress of a security group without egress rules as open, as AWS makes it", async () => {
    const { loadBalancers } = await read([identity, notes]);

    expect(loadBalancers[0]?.network.egress).toMatchObject([
      { protocol: "-1", peer: { cidr: "0.0.0.0/0" } },
    ]);
  });

  it("leaves out rules of security groups that neither a load balancer nor a service has", async () => {
    const database = edited((text) =>
      text.replace(
        "  LoadBalancer:\n",
        `  DatabaseIngress:
    Type: AWS::EC2::SecurityGroupIngress
    Properties:
      GroupId: !Ref DatabaseSecurityGroup
      IpProtocol: tcp
      FromPort: !GetAtt Database.Endpoint.Port
      ToPort: !GetAtt Database.Endpoint.Port
      SourceSecurityGroupId: !Ref TaskSecurityGroup
  DatabaseSecurityGroup:
    Type: AWS::EC2::SecurityGroup
    Properties: { GroupDescription: Database }
  LoadBalancer:
`,
      ),
    );

    expect(await read([identity, database])).toEqual(await read([identity, edited(String)]));
  });

  it("names stacks as they are told, which AWS::StackName returns", async () => {
    const { loadBalancers, userPools } = await read([`identity=${identity}`, `Wiki=${notes}`]);

    expect(loadBalancers[0]?.application).toBe("Wiki");
    expect(userPools[0]?.poolName).toBe("identity-users");
  });

  it("names a stack by its folder when the file's name says nothing, and rejects a name twice", async () => {
    const file = join(folder, "template.yaml");
    writeFileSync(file, readFileSync(notes));

    const { loadBalancers } = await read([identity, file]);

    expect(loadBalancers[0]?.application).toMatch(/^alb-emulator-template-/);
    expect(await issues([identity, notes, `notes=${file}`])).toEqual([
      `${notes} and ${file} are both stack notes, so their resources could not be told apart. Name one: --template NAME=${file}`,
    ]);
  });

  it("reads nested stacks at paths, with parameters and outputs", async () => {
    const file = join(folder, "root.yaml");
    writeFileSync(join(folder, "identity.yaml"), readFileSync(identity));
    writeFileSync(join(folder, "notes.yaml"), readFileSync(notes));
    writeFileSync(
      file,
      `
Resources:
  Identity:
    Type: AWS::CloudFormation::Stack
    Properties: { TemplateURL: ./identity.yaml, Parameters: { DomainPrefix: nested } }
  Notes:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: notes.yaml
      Parameters:
        Environment: !If [Production, prod, dev]
        OfficeNetworks: [10.1.0.0/16, 10.2.0.0/16]
Conditions:
  Production: !And [!Equals [a, a], !Not [!Equals ["1", 2]]]
`,
    );
    // Only the paths of nested stacks differ from names of roots.
    const change = (text: string) => text.replaceAll("identity-", "root-Identity-");
    writeFileSync(join(folder, "notes.yaml"), change(readFileSync(notes, "utf8")));
    const source = cloudFormationTemplates([file], { region });

    const { loadBalancers } = await source.read();

    const [listener] = loadBalancers[0]?.listeners ?? [];
    expect(loadBalancers[0]?.application).toBe("root");
    expect(listener?.defaultRule.actions[0]).toMatchObject({ userPoolDomain: "nested" });
    expect(listener?.rules).toMatchObject([
      { conditions: [{}, { values: ["10.1.0.0/16", "10.2.0.0/16"] }] },
      { priority: 2 },
    ]);
    expect(source.watched().files).toEqual([
      file,
      join(folder, "identity.yaml"),
      join(folder, "notes.yaml"),
    ]);
  });

  it("reports what imports and parameters need, all at once", async () => {
    const found = await issues([notes]);

    expect(found).toEqual(
      expect.arrayContaining([
        expect.stringMatching(
          /^Client in .*notes\.yaml: UserPoolId: no template exports identity-user-pool-id; add the one that does\.$/,
        ),
        expect.stringMatching(
          /^Listener in .*notes\.yaml: DefaultActions: parameter UserPoolArn has the value of \/notes\/user-pool-arn in Systems Manager, .*--parameter UserPoolArn=VALUE\.$/,
        ),
      ]),
    );
  });

  it.each([
    [
      "a parameter of no template",
      { parameters: { Enviroment: "prod" } },
      /^Parameter Enviroment is not declared in any template/,
    ],
    [
      "a value that the template does not allow",
      { parameters: { Environment: "staging" } },
      /^Parameter Environment has the value "staging", .*Use one of dev, prod\.$/,
    ],
  ])("reports %s", async (_name, options, message) => {
    expect((await issues([identity, notes], options))[0]).toMatch(message);
  });

  it.each([
    [
      "a property that it does not support",
      (text: string) => text.replace("Priority: 1", "Priority: 1\n      New: 1"),
      /^HealthRule in .*notes\.yaml: New is not supported by the emulator/,
    ],
    [
      "a reference to nothing",
      (text: string) =>
        text.replace("TargetGroupArn: !Ref TargetGroup }]", "TargetGroupArn: !Ref No }]"),
      /^HealthRule in .*: Actions: No is neither a resource nor a parameter of the template\.$/,
    ],
    [
      "an attribute that only AWS knows",
      (text: string) =>
        text
          .replace("Host: notes.example.com, Path", "Host: !GetAtt Database.Endpoint.Address, Path")
          .replace("    Condition: HasReports\n", ""),
      /^ReportsRule in .*: Actions: Database\.Endpoint\.Address \(AWS::RDS::DBInstance\) is known only after deployment/,
    ],
    [
      "a condition that depends on something unknown",
      (text: string) => text.replace("[!Ref AWS::Region, eu-west-3]", "[!Ref CertificateArn, x]"),
      /^ReportsRule in .*: Condition: parameter CertificateArn has no value and no default; .*Whether the resource exists depends on it\.$/,
    ],
    [
      "a reference to a resource whose condition is false",
      (text: string) =>
        text.replace(
          "    Type: AWS::ECS::TaskDefinition\n",
          "    Type: AWS::ECS::TaskDefinition\n    Condition: IsProduction\n",
        ),
      /^Service in .*: TaskDefinition: Task does not exist: its condition IsProduction is false\.$/,
    ],
    [
      "a macro",
      (text: string) => `Transform: [AWS::Serverless-2016-10-31, MyMacro]\n${text}`,
      /^.*notes\.yaml: MyMacro changes the template when it is deployed/,
    ],
    [
      "a loop of references",
      (text: string) =>
        text.replace(
          "ListenerArn: !Ref Listener\n      Priority: 1\n",
          "ListenerArn: !Ref HealthRule\n      Priority: 1\n",
        ),
      /^HealthRule in .*: ListenerArn: HealthRule refers to itself\.$/,
    ],
  ])("reports %s", async (_name, change, message) => {
    expect(await issues([identity, edited(change)])).toEqual([expect.stringMatching(message)]);
  });

  it.each([
    ["that is missing", undefined, /cannot be read: .*Check the path/],
    ["that is neither JSON nor YAML", "Resources: [", /is neither JSON nor YAML: /],
    ["of something else", "a: 1", /has no Resources, so it is not a CloudFormation template/],
  ])("rejects a file %s", async (_name, text, message) => {
    const file = join(folder, "template.yaml");
    if (text !== undefined) writeFileSync(file, text);

    expect(await issues([file])).toEqual([expect.stringMatching(message)]);
  });
});
