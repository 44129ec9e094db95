import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Emulator, startEmulator } from "../../src/runtime/emulator.ts";
import { readModel } from "../../src/terraform/read-stacks.ts";
import type { ResourceValues } from "../../src/terraform/values/resource-values.ts";
import { valueResources } from "../../src/terraform/values/value-resources.ts";
import { noticeLog } from "../support/emulator-fixture.ts";
import { page, Visitor } from "../support/visitor.ts";
import {
  arnOf,
  fixed,
  hosts,
  listener,
  loadBalancer,
  login,
  paths,
  resource,
  rule,
  userPool,
  userPoolClient,
} from "./support/state.ts";

const host = "shop.example.com";
const read = (resources: readonly ResourceValues[]) => readModel(valueResources(resources));
const found = (type: string, values: ResourceValues["values"]) => ({
  ...resource(type, "found", values),
  isData: true,
});

let folder: string;
let emulator: Emulator | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "existing-resources-"));
});
afterEach(async () => {
  await emulator?.close();
  emulator = undefined;
  rmSync(folder, { recursive: true, force: true });
});

describe("a user pool of which only the ARN is known", () => {
  const resources = [
    loadBalancer("shop"),
    listener("shop", "HTTPS", 443, [login("people"), fixed("home")]),
    rule(arnOf.listener("shop", 443), 10, paths("/orders"), [
      login("people", { scope: "openid orders/read", session_cookie_name: "orders" }),
      fixed("orders"),
    ]),
  ];

  it("signs users in with the scopes of the rules, signs them out, and says what is assumed", async () => {
    const log = noticeLog();
    emulator = await startEmulator({
      source: { watched: () => ({ folders: [] }), read: async () => read(resources) },
      stateFolder: folder,
      ...{ port: 0, identityPort: 0, inspectorPort: 0 },
      onEvent: log.onEvent,
    });
    const [{ demoUsers } = { demoUsers: [] }] = emulator.userPools;
    const { login: username = "", password = "" } = demoUsers[0] ?? {};
    const visitor = new Visitor();
    const url = (path: string) => new URL(path, emulator?.urlOf("root")).href;

    const form = page(await visitor.visit(url("/orders")));
    expect(form.url).toContain("people-login.auth.eu-west-1.amazoncognito.com.localhost");
    expect(page(await visitor.submit(form, "/login", { username, password })).text).toBe("orders");
    expect(page(await visitor.visit(url("/"))).text).toBe("home");

    const signOut = new URL("/logout", form.url);
    const query = { client_id: "client-people", logout_uri: "https://shop.example.com/bye" };
    signOut.search = new URLSearchParams(query).toString();
    expect((await visitor.send(signOut.href)).location).toBe(query.logout_uri);
    expect(await log.first(/User pool eu-west-1_people/)).toMatch(/only its ARN.*no groups/);
    expect(await log.first(/App client/)).toMatch(
      /client-people .*any callback URL, .*is accepted/,
    );
  });

  it("takes app clients, domain and groups that the source declares for it", () => {
    const { userPools, notes } = read([
      ...resources,
      userPoolClient("people", [host], ["orders/read"]),
      resource("aws_cognito_user_group", "staff", {
        name: "staff",
        user_pool_id: "eu-west-1_people",
      }),
    ]);

    expect(userPools).toMatchObject([
      {
        poolArn: arnOf.userPool("people"),
        region: "eu-west-1",
        groups: [{ name: "staff" }],
        clients: [
          { clientSecret: "from-aws", callbackUrls: [`https://${host}/oauth2/idpresponse`] },
        ],
      },
    ]);
    expect(userPools[0]?.clients[0]?.acceptsAnyUrl).toBeUndefined();
    expect(notes?.join("\n")).not.toMatch(/any callback URL/);
  });

  it("has the scopes of other resource servers that rules ask for beside the declared one", () => {
    const server = (scope_name: string) => ({
      identifier: "tasks",
      name: "tasks",
      user_pool_id: "eu-west-1_people",
      scope: [{ scope_name, scope_description: "Tasks" }],
    });
    const { userPools } = read([
      ...resources,
      resource("aws_cognito_resource_server", "tasks", server("read")),
    ]);

    expect(userPools[0]?.resourceServers).toMatchObject([
      { identifier: "tasks", scopes: [{ name: "read" }] },
      { identifier: "orders", scopes: [{ name: "read" }] },
    ]);
  });

  it("is still an issue where the text is not an ARN of a user pool", () => {
    const wrong = [
      loadBalancer("shop"),
      listener("shop", "HTTPS", 443, [
        login("people", { user_pool_arn: "arn:aws:s3:::x" }),
        fixed("x"),
      ]),
    ];

    expect(() => read(wrong)).toThrow(
      /user_pool_arn arn:aws:s3:::x is neither declared nor the ARN of a user pool/,
    );
  });
});

describe("rules of a listener that another state declares", () => {
  const listenerArn = arnOf.listener("shared", 443);
  const rules = [
    ...userPool("people", [host]),
    rule(listenerArn, 20, hosts(host), [login("people"), fixed("home")]),
    rule(listenerArn, 10, paths("/health"), [fixed("ok")]),
  ];

  it("are served by a listener whose default action is said to be unknown", () => {
    const { loadBalancers, notes } = read(rules);

    expect(loadBalancers).toMatchObject([
      {
        application: "root",
        name: "shared",
        region: "eu-west-1",
        hostNames: [host],
        network: { securityGroupIds: [] },
        listeners: [
          {
            protocol: "HTTPS",
            port: 443,
            rules: [{ priority: 10 }, { priority: 20 }],
            defaultRule: { actions: [{ type: "fixed-response", statusCode: 404 }] },
          },
        ],
      },
    ]);
    expect(notes).toEqual([
      expect.stringMatching(/listener\/app\/shared.* is not in the source, only rules for it/),
      expect.stringMatching(/Load balancer shared is not in the source/),
    ]);
  });

  it("take port, protocol, certificate and name from data sources that find them", () => {
    const { loadBalancers } = read([
      ...rules,
      found("aws_alb_listener", {
        arn: listenerArn,
        port: 8443,
        protocol: "HTTPS",
        certificate_arn: arnOf.certificate,
      }),
      found("aws_acm_certificate", { arn: arnOf.certificate, domain: "www.example.com" }),
      found("aws_lb", {
        arn: arnOf.loadBalancer("shared"),
        dns_name: "shared-1.eu-west-1.elb.amazonaws.com",
      }),
    ]);

    expect(loadBalancers).toMatchObject([
      {
        dnsName: "shared-1.eu-west-1.elb.amazonaws.com",
        hostNames: ["www.example.com"],
        listeners: [{ port: 8443 }],
      },
    ]);
  });

  it("join those of a listener that is declared for an existing load balancer", () => {
    const { loadBalancers } = read([
      ...rules,
      listener("shared", "HTTPS", 443, [fixed("declared")]),
    ]);

    expect(loadBalancers).toHaveLength(1);
    expect(loadBalancers[0]?.listeners).toMatchObject([
      {
        rules: [{ priority: 10 }, { priority: 20 }],
        defaultRule: { actions: [{ messageBody: "declared" }] },
      },
    ]);
  });
});

it("leaves out network load balancers with their listeners and target groups", () => {
  const { loadBalancers, notes } = read([
    loadBalancer("shop"),
    listener("shop", "HTTP", 80, [fixed("x")]),
    resource("aws_lb", "nlb", { arn: "x", name: "nlb", load_balancer_type: "network" }),
    resource("aws_lb_listener", "tcp", { arn: "y", protocol: "TLS", port: 1883 }),
    resource("aws_lb_target_group", "tcp", { arn: "z", protocol: "TCP", port: 1883 }),
  ]);

  expect(loadBalancers.map(({ name }) => name)).toEqual(["shop"]);
  expect(notes).toEqual([expect.stringMatching(/aws_lb\.nlb .*not an application load balancer/)]);
});

it("gives rules without a priority the next ones, as the provider does", () => {
  const listenerArn = arnOf.listener("shop", 443);
  const withoutPriority = (name: string) => {
    const { values, ...rest } = rule(listenerArn, 0, paths(`/${name}`), [fixed(name)]);
    const { priority: _, ...others } = values;
    return { ...rest, address: `aws_lb_listener_rule.${name}`, values: others };
  };

  const { loadBalancers } = read([
    loadBalancer("shop"),
    listener("shop", "HTTPS", 443, [fixed("x")]),
    withoutPriority("first"),
    rule(listenerArn, 40, paths("/a"), [fixed("a")]),
    withoutPriority("second"),
  ]);

  expect(loadBalancers[0]?.listeners[0]?.rules.map(({ priority }) => priority)).toEqual([
    40, 41, 42,
  ]);
});
