import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cdkOut } from "../../src/sources/cloud-formation/cdk-out.ts";
import { AssemblyCopy, type EditableJson } from "./assembly-copy.ts";

let assembly: AssemblyCopy;
beforeEach(() => {
  assembly = new AssemblyCopy();
});
afterEach(() => assembly.remove());

const read = () => cdkOut(assembly.folder).read();

describe(cdkOut, () => {
  it("reads the user pool of one stack, the client of another and the group of a nested one", async () => {
    const { userPools } = await read();

    expect(userPools).toMatchObject([
      {
        poolArn: expect.stringMatching(/^arn:aws:cognito-idp:eu-west-1:111122223333:userpool\//),
        domain: { baseUrl: "https://acme-shop.auth.eu-west-1.amazoncognito.com" },
        passwordPolicy: { minimumLength: 10, requireSymbols: false },
        signUp: "self",
        usernameAttributes: ["email"],
        caseSensitiveUsernames: false,
        groups: [{ name: "staff" }],
        resourceServers: [{ identifier: "orders", scopes: [{ name: "read" }] }],
        clients: [
          {
            allowedOAuthFlows: ["code"],
            allowedOAuthScopes: ["openid", "orders/read"],
            callbackUrls: ["https://shop.example.com/oauth2/idpresponse"],
            logoutUrls: ["https://shop.example.com/"],
            accessTokenLifetimeSeconds: 1800,
          },
        ],
      },
    ]);
  });

  it("reads listeners, rules in their order, and the open default action of the pattern", async () => {
    const { loadBalancers, userPools } = await read();

    expect(loadBalancers).toMatchObject([
      {
        application: "Shop",
        region: "eu-west-1",
        hostNames: ["shop.example.com"],
        idleTimeoutSeconds: 120,
        listeners: [
          { protocol: "HTTPS", port: 443 },
          {
            protocol: "HTTP",
            port: 80,
            defaultRule: { actions: [{ type: "redirect", protocol: "HTTPS", statusCode: 301 }] },
          },
        ],
      },
    ]);
    const https = loadBalancers[0]?.listeners[0];
    expect(https?.rules.map(({ priority, conditions }) => [priority, conditions])).toEqual([
      [10, [{ field: "path-pattern", values: ["/account", "/account/*"] }]],
      [
        20,
        [
          { field: "path-pattern", values: ["/orders/*"] },
          { field: "http-request-method", values: ["GET", "POST"] },
        ],
      ],
      [
        25,
        [
          { field: "http-header", name: "X-Internal", values: ["1"] },
          { field: "query-string", values: [{ key: "debug", value: "*" }] },
        ],
      ],
      [30, [{ field: "path-pattern", values: ["/internal/*"] }]],
    ]);
    expect(https?.rules[1]?.actions).toMatchObject([
      {
        type: "authenticate-cognito",
        userPoolArn: userPools[0]?.poolArn,
        scope: "openid orders/read",
        sessionCookieName: "OrdersSession",
        sessionTimeoutSeconds: 28_800,
        provider: { clientId: userPools[0]?.clients[0]?.clientId },
      },
      { type: "forward" },
    ]);
    expect(https?.rules[2]?.actions).toEqual([
      {
        type: "fixed-response",
        statusCode: 403,
        contentType: "text/plain",
        messageBody: "Closed",
      },
    ]);
    expect(https?.defaultRule.actions).toMatchObject([{ type: "forward" }]);
  });

  it("reads services with their ports, health checks and variables", async () => {
    const { loadBalancers, userPools } = await read();
    const [client] = userPools[0]?.clients ?? [];

    expect(loadBalancers[0]?.targetGroups).toMatchObject([
      { service: "WebService", port: 3000, healthCheck: { path: "/health", matcher: "200-299" } },
      { service: "OrdersService", port: 8080, healthCheck: { path: "/", healthyThreshold: 5 } },
    ]);
    expect(loadBalancers[0]?.services).toEqual([
      {
        ...{ application: "Shop", name: "WebService", containerName: "web", port: 3000 },
        environment: {
          COGNITO_ISSUER: userPools[0]?.issuer,
          CLIENT_ID: client?.clientId,
          CLIENT_SECRET: client?.clientSecret,
          REGION: "eu-west-1",
        },
        // The name of the bucket is known only after deployment.
        secrets: ["INVOICES_BUCKET"],
      },
      {
        ...{ application: "Shop", name: "OrdersService", containerName: "orders", port: 8080 },
        environment: {},
        secrets: [],
      },
    ]);
    expect(client?.clientSecret).toMatch(/^[a-z0-9]{51}$/);
  });

  it("reads rules inside security groups and beside them", async () => {
    const { network } = (await read()).loadBalancers[0] ?? {};

    expect(network?.ingress.map(({ fromPort, peer }) => [fromPort, peer])).toEqual([
      [443, { cidr: "0.0.0.0/0" }],
      [80, { cidr: "0.0.0.0/0" }],
    ]);
    expect(network?.egress.map(({ fromPort }) => fromPort)).toEqual([443, 3000, 8080]);
    const [loadBalancer] = network?.securityGroupIds ?? [];
    expect(Object.values(network?.targetIngress ?? {}).map(({ ingress }) => ingress)).toMatchObject(
      [
        [{ fromPort: 3000, peer: { securityGroupId: loadBalancer } }],
        [{ fromPort: 8080, peer: { securityGroupId: loadBalancer } }],
      ],
    );
  });

  it("watches the manifest and every template, and not the assets", async () => {
    const source = cdkOut(assembly.folder);
    await source.read();

    expect(source.watched()).toEqual({
      folders: [],
      files: [
        "manifest.json",
        "Identity.template.json",
        "IdentityGroups1330FFB6.nested.template.json",
        "Shop.template.json",
      ].map((name) => join(assembly.folder, name)),
    });
  });

  it("has the same synthetic values at every start", async () => {
    expect(await read()).toEqual(await read());
  });

  it("reads stacks of stages, by the names that they are deployed with", async () => {
    assembly.edit("manifest.json", ({ artifacts }) => {
      artifacts.Shop.properties.stackName = "Prod-Shop";
    });
    const app = join(assembly.folder, "..", "app");
    mkdirSync(app);
    cpSync(assembly.folder, join(app, "assembly-Prod"), { recursive: true });
    const stage = {
      type: "cdk:cloud-assembly",
      properties: { directoryName: "assembly-Prod", displayName: "Prod" },
    };
    writeFileSync(
      join(app, "manifest.json"),
      JSON.stringify({ version: "55.0.0", artifacts: { "assembly-Prod": stage } }),
    );

    const { loadBalancers } = await cdkOut(app).read();

    expect(loadBalancers).toMatchObject([{ application: "Prod-Shop" }]);
  });

  it("tells stacks of one name in two regions apart", async () => {
    assembly.edit("manifest.json", ({ artifacts }) => {
      const inRegion = (artifact: EditableJson, region: string) => ({
        ...artifact,
        environment: `aws://111122223333/${region}`,
        properties: { ...artifact.properties, stackName: artifact.displayName },
      });
      artifacts.Identity2 = inRegion(artifacts.Identity, "us-west-2");
      artifacts.Shop2 = inRegion(artifacts.Shop, "us-west-2");
    });

    const { loadBalancers, userPools } = await read();

    expect(loadBalancers.map(({ application }) => application)).toEqual([
      "Shop-eu-west-1",
      "Shop-us-west-2",
    ]);
    expect(loadBalancers.map(({ listeners }) => listeners.length)).toEqual([2, 2]);
    // Each imports from its own region.
    expect(loadBalancers.map(({ listeners }) => listeners[0]?.rules[0]?.actions[0])).toMatchObject(
      userPools.map(({ poolArn }) => ({ userPoolArn: poolArn })),
    );
  });

  it("uses the given region for stacks that can be deployed to any", async () => {
    assembly.edit("manifest.json", ({ artifacts }) => {
      for (const stack of ["Identity", "Shop"]) {
        artifacts[stack].environment = "aws://unknown-account/unknown-region";
      }
    });

    const regions = await Promise.all(
      [{}, { region: "eu-north-1" }].map(
        async (options) => (await cdkOut(assembly.folder, options).read()).loadBalancers[0]?.region,
      ),
    );

    expect(regions).toEqual(["us-east-1", "eu-north-1"]);
  });

  it("finds the template of a nested stack by its metadata too", async () => {
    assembly.edit("Identity.template.json", ({ Resources }) => {
      const nested: EditableJson = Object.values(Resources).find(
        ({ Type }: EditableJson) => Type === "AWS::CloudFormation::Stack",
      );
      nested.Properties.TemplateURL = "https://bucket.s3.amazonaws.com/key";
      nested.Metadata = { "aws:asset:path": "IdentityGroups1330FFB6.nested.template.json" };
    });

    expect((await read()).userPools[0]?.groups).toMatchObject([{ name: "staff" }]);
  });

  it("follows a reference to a stack in another region", async () => {
    const name = "/cdk/exports/Shop/IdentityPool";
    assembly.edit("Identity.template.json", ({ Resources }) => {
      const pool = Object.keys(Resources).find(
        (id) => Resources[id].Type === "AWS::Cognito::UserPool",
      );
      Resources.Writer = {
        Type: "Custom::CrossRegionExportWriter",
        Properties: { WriterProps: { exports: { [name]: { "Fn::GetAtt": [pool, "Arn"] } } } },
      };
    });
    assembly.edit("Shop.template.json", ({ Resources }) => {
      Resources.Reader = {
        Type: "Custom::CrossRegionExportReader",
        Properties: { ReaderProps: { imports: { [name]: `{{resolve:ssm:${name}}}` } } },
      };
      const rule = Resources.WebLBPublicListenerAccountRuleBBF4ABE3;
      rule.Properties.Actions[0].AuthenticateCognitoConfig.UserPoolArn = {
        "Fn::GetAtt": ["Reader", name],
      };
    });

    const { loadBalancers, userPools } = await read();

    expect(loadBalancers[0]?.listeners[0]?.rules[0]?.actions[0]).toMatchObject({
      userPoolArn: userPools[0]?.poolArn,
    });
  });
});
