import type { EmulatorModel } from "../../src/model/emulator-model.ts";
import type { LoadBalancerModel } from "../../src/model/load-balancer.ts";
import { readStacks } from "../../src/terraform/read-stacks.ts";
import { first, fixtureFolder, httpsListener, readEdited } from "./support/fixture-stacks.ts";

const application = (model: EmulatorModel, name: string): LoadBalancerModel => {
  const found = model.loadBalancers.find((one) => one.application === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
};

describe(readStacks, () => {
  it("reads a load balancer with its names, listeners and rules by priority", () => {
    const tasks = application(readStacks(fixtureFolder), "tasks");

    expect(tasks).toMatchObject({
      name: "example-tasks",
      region: "eu-central-1",
      hostNames: ["tasks.example.com"],
      idleTimeoutSeconds: 60,
      dropInvalidHeaderFields: true,
      xffHeaderProcessingMode: "append",
    });
    expect(tasks.listeners.map(({ protocol, port }) => [protocol, port])).toEqual([
      ["HTTPS", 443],
      ["HTTP", 80],
    ]);
    expect(tasks.listeners[0]?.rules.map(({ priority }) => priority)).toEqual([
      10, 100, 200, 300, 400, 500,
    ]);
    expect(tasks.listeners[0]?.rules[3]).toMatchObject({
      conditions: [
        { field: "path-pattern", values: ["/tasks", "/tasks/*"] },
        { field: "http-request-method", values: ["POST", "PUT", "DELETE"] },
      ],
      actions: [
        {
          type: "authenticate-cognito",
          scope: "openid tasks/read tasks/write",
          sessionTimeoutSeconds: 43_200,
          onUnauthenticatedRequest: "authenticate",
          provider: {
            baseUrl: "https://example-login.auth.eu-central-1.amazoncognito.com",
            clientName: "example-tasks",
            callbackUrls: ["https://tasks.example.com/oauth2/idpresponse"],
          },
        },
        { type: "forward", targetGroups: [{ weight: 1 }] },
      ],
    });
  });

  it("names rules as the source does", () => {
    const origin = { name: "defaultRoute", file: "environments/example.ts", line: 70 };
    const ruleOrigins = { tasks: { "aws_lb_listener.https_listener": origin } };

    const { loadBalancers } = readStacks(fixtureFolder, { ruleOrigins });

    const rules = loadBalancers
      .flatMap(({ listeners }) => listeners)
      .flatMap((listener) => [...listener.rules, listener.defaultRule]);
    expect(rules.filter((rule) => rule.origin !== undefined)).toMatchObject([
      { address: "aws_lb_listener.https_listener in stack tasks", priority: "default", origin },
    ]);
  });

  it("reads every host name of an application", () => {
    expect(application(readEdited(), "notes").hostNames).toEqual([
      "notes.example.com",
      "wiki.example.com",
    ]);
  });

  it("resolves the container's variables as AWS would hold them", () => {
    const model = readEdited();
    const { services, arn } = application(model, "tasks");
    const [userPool] = model.userPools;
    const client = userPool?.clients.find(({ name }) => name === "example-tasks");

    expect(services).toEqual([
      {
        application: "tasks",
        name: "web",
        containerName: "web",
        port: 8080,
        secrets: [],
        environment: {
          ALB_ARN: arn,
          APP_URL: "https://tasks.example.com",
          COGNITO_CLIENT_ID: client?.clientId,
          COGNITO_DOMAIN_URL: "https://example-login.auth.eu-central-1.amazoncognito.com",
          COGNITO_ISSUER: userPool?.issuer,
          LOG_LEVEL: "info",
          PORT: "8080",
          SESSION_COOKIE_NAMES: expect.stringMatching(/^AWSELBAuthSessionCookie-\w+(,|$)/),
        },
      },
    ]);
    expect(application(model, "notes").services[0]?.secrets).toEqual(["DATABASE_URL"]);
  });

  it("reads the port that tasks are registered with, whatever the port of their target group", () => {
    const { targetGroups } = application(
      readEdited(({ tasks }) => {
        first(tasks, "aws_lb_target_group").port = 80;
      }),
      "tasks",
    );

    expect(targetGroups.map(({ port }) => port)).toEqual([8080]);
  });

  it("needs no value for a variable that only the image is taken from", () => {
    const { services } = application(
      readEdited(({ tasks }) => {
        delete tasks.variable.web_image.default;
      }),
      "tasks",
    );

    expect(services).toEqual([expect.objectContaining({ name: "web", port: 8080 })]);
  });

  it("reads security groups, and which of them let the load balancer reach its targets", () => {
    const { network, targetGroups } = application(readEdited(), "tasks");
    const group = network.targetIngress[String(targetGroups[0]?.arn)];

    expect(network.egress).toEqual([
      expect.objectContaining({ fromPort: 443, peer: { cidr: "0.0.0.0/0" } }),
      expect.objectContaining({
        fromPort: 8080,
        peer: { securityGroupId: group?.securityGroupIds[0] },
      }),
    ]);
    expect(group?.ingress).toEqual([
      expect.objectContaining({
        fromPort: 8080,
        peer: { securityGroupId: network.securityGroupIds[0] },
      }),
    ]);
  });

  it("reads the pool with policy, groups, resource servers, clients and domain", () => {
    const [userPool] = readEdited().userPools;

    expect(userPool).toMatchObject({
      poolName: "example",
      region: "eu-central-1",
      domain: { domain: "example-login" },
      passwordPolicy: { minimumLength: 14, requireSymbols: true },
      signUp: "admins-only",
      mfa: "OPTIONAL",
      secondFactors: ["software-token"],
      usernameAttributes: ["email"],
      caseSensitiveUsernames: false,
      groups: [{ name: "admins", precedence: 1 }],
      resourceServers: [{ identifier: "tasks", scopes: [{ name: "read" }, { name: "write" }] }],
    });
    expect(userPool?.issuer).toBe(
      `https://cognito-idp.eu-central-1.amazonaws.com/${userPool?.poolId}`,
    );
    expect(userPool?.clients.map(({ name }) => name)).toEqual(["example-notes", "example-tasks"]);
    expect(userPool?.clients[1]).toMatchObject({
      accessTokenLifetimeSeconds: 900,
      idTokenLifetimeSeconds: 900,
      refreshTokenLifetimeSeconds: 43_200,
      logoutUrls: ["https://tasks.example.com/signed-out"],
    });
  });

  it("reads a custom domain as the host name of the user pool domain", () => {
    const model = readEdited(({ "shared-identity": identity }) => {
      first(identity, "aws_cognito_user_pool_domain").domain = "login.example.com";
    });
    expect(model.userPools[0]?.domain?.baseUrl).toBe("https://login.example.com");
  });

  it("reads weighted forwards, redirects, headers, query strings and source addresses", () => {
    const model = readEdited(({ tasks }) => {
      const rule = tasks.resource.aws_lb_listener_rule.rule_100;
      const { target_group_arn: arn } = rule.action[0];
      rule.action = {
        type: "forward",
        forward: [{ target_group: [{ arn, weight: "3" }, { arn: "arn:x:targetgroup/old/1" }] }],
      };
      rule.condition = [
        { http_header: { http_header_name: "Accept", values: ["*json*"] } },
        { query_string: [{ key: "a", value: "1" }, { value: "b" }] },
        { source_ip: [{ values: ["192.0.2.0/24"] }] },
      ];
    });
    const tasks = application(model, "tasks");
    const rule = tasks.listeners[0]?.rules.find(({ priority }) => priority === 100);

    expect(rule?.conditions).toEqual([
      { field: "http-header", name: "Accept", values: ["*json*"] },
      {
        field: "query-string",
        values: [
          { key: "a", value: "1" },
          { key: undefined, value: "b" },
        ],
      },
      { field: "source-ip", values: ["192.0.2.0/24"] },
    ]);
    expect(rule?.actions).toMatchObject([
      { type: "forward", targetGroups: [{ weight: 3 }, { arn: "arn:x:targetgroup/old/1" }] },
    ]);
    expect(tasks.targetGroups.map(({ service }) => service)).toEqual(["web", "old"]);
  });

  it("treats an existing security group as open", () => {
    const model = readEdited(({ tasks }) => {
      first(tasks, "aws_lb").security_groups = ["sg-existing"];
    });
    expect(application(model, "tasks").network.egress).toEqual([
      expect.objectContaining({ protocol: "-1", address: "sg-existing" }),
    ]);
  });

  it("reads rules inside a security group", () => {
    const model = readEdited(({ tasks }) => {
      tasks.resource.aws_security_group.load_balancer.egress = [
        { protocol: "-1", from_port: 0, to_port: 0, cidr_blocks: ["10.0.0.0/8"], description: "x" },
      ];
    });
    expect(application(model, "tasks").network.egress).toContainEqual(
      expect.objectContaining({ protocol: "-1", peer: { cidr: "10.0.0.0/8" } }),
    );
  });

  it("takes the host names from DNS when the certificate exists already", () => {
    const model = readEdited(({ tasks }) => {
      httpsListener(tasks).certificate_arn = "arn:aws:acm:eu-central-1:1:certificate/1";
    });
    expect(application(model, "tasks").hostNames).toEqual(["tasks.example.com"]);
  });
});
