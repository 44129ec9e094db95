import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { environment as example } from "../../environments/example";
import { environment as minimal } from "../../environments/minimal";
import { type Block, parse, resource, resources } from "../support/synth";
import { synthApplication, synthIdentity, withApplication } from "../support/synth-environment";

const severalHosts = withApplication({
  additionalHostNames: ["wiki.example.com", "old.example.com"],
  routes: [
    {
      conditions: { paths: ["/public/*"] },
      access: { type: "public" },
      target: { type: "service", service: "web" },
    },
    {
      conditions: { hosts: ["WIKI.example.com"], methods: ["GET"] },
      access: { type: "public" },
      target: { type: "service", service: "web" },
    },
    {
      conditions: { sourceIps: ["192.0.2.0/24"] },
      access: { type: "login", onUnauthenticatedRequest: "allow" },
      target: { type: "service", service: "web" },
    },
  ],
});

const applications: [string, string][] = [
  ["minimal", synthApplication(minimal)],
  ["tasks of the example", synthApplication(example, "tasks")],
  ["notes of the example", synthApplication(example, "notes")],
  ["one with several hosts", synthApplication(severalHosts)],
];
const stacks: [string, string][] = [...applications, ["identity", synthIdentity(example)]];

const https = (json: string) => resource(json, LbListener, "https_listener_");

interface Condition {
  readonly host_header?: { readonly values: readonly string[] };
}

describe.each(applications)("application: %s", (_, json) => {
  it("authenticates by default, before anything else", () => {
    const actions = https(json).default_action as Block[];

    expect(actions.map(({ type, order }) => [order, type])).toEqual([
      [1, "authenticate-cognito"],
      [2, "forward"],
    ]);
    expect(actions[0]?.authenticate_cognito).toMatchObject({
      on_unauthenticated_request: "authenticate",
    });
  });

  it("only redirects on HTTP", () => {
    const plain = resource(json, LbListener, "load_balancer_http_listener_");

    expect(resources(json, LbListener)).toHaveLength(2);
    expect(plain.port).toBe(80);
    expect((plain.default_action as Block[]).map(({ type }) => type)).toEqual(["redirect"]);
    for (const rule of resources(json, LbListenerRule)) {
      expect(rule.listener_arn).toContain("aws_lb_listener.https_listener_");
    }
  });

  it("orders the actions of every rule explicitly, authentication first", () => {
    for (const { action } of resources(json, LbListenerRule)) {
      const steps = action as Block[];
      expect(steps.map(({ order }) => order)).toEqual(steps.map((_, index) => index + 1));
      expect(steps.findIndex(({ type }) => type === "authenticate-cognito")).toBeLessThan(1);
    }
  });

  it("has one session cookie for each set of scopes", () => {
    const actions = [
      https(json).default_action,
      ...resources(json, LbListenerRule).map((r) => r.action),
    ]
      .flatMap((steps) => steps as Block[])
      .flatMap(({ authenticate_cognito: step }) => (step === undefined ? [] : [step as Block]));
    const scopesOf = new Map<unknown, unknown>();
    for (const { session_cookie_name: cookie, scope } of actions) {
      expect(scopesOf.get(cookie) ?? scope).toBe(scope);
      scopesOf.set(cookie, scope);
    }

    expect(scopesOf.size).toBeGreaterThan(0);
  });
});

describe.each(stacks)("stack: %s", (_, json) => {
  it("never contains the client's secret", () => {
    expect(json).not.toMatch(/client_secret|clientSecret/);
    expect(Object.values(parse(json).output ?? {}).some(({ sensitive }) => sensitive)).toBe(false);
  });
});

describe("another host name", () => {
  const hosts = ["app.example.com", "wiki.example.com", "old.example.com"];

  it("matches no rule of an application with several hosts, so it requires login", () => {
    const rules = resources(synthApplication(severalHosts), LbListenerRule);

    expect(rules).toHaveLength(4);
    for (const { condition } of rules) {
      const bound = (condition as Condition[]).flatMap(({ host_header }) =>
        host_header === undefined ? [] : [host_header.values],
      );
      expect(bound).toHaveLength(1);
      for (const host of bound.flat()) expect(hosts).toContain(host.toLowerCase());
    }
  });

  it("cannot sign in, since its callback is not registered", () => {
    const json = synthApplication(severalHosts);
    const client = Object.values(parse(json).resource?.aws_cognito_user_pool_client ?? {})[0];

    expect(client?.callback_urls).toEqual(
      hosts.map((host) => `https://${host}/oauth2/idpresponse`),
    );
  });
});

describe("tags", () => {
  it.each([
    ["identity", synthIdentity(example)],
    ["tasks", synthApplication(example, "tasks")],
    ["notes", synthApplication(example, "notes")],
  ])("are in every provider block of %s", (_, json) => {
    expect(parse(json).provider?.aws).toEqual([
      {
        region: "eu-central-1",
        default_tags: [{ tags: { Project: "example", ManagedBy: "terraform" } }],
      },
    ]);
  });
});
