import type { ApplicationInput, EnvironmentInput } from "../../config/schema/environment";
import { testEnvironment, withApplication } from "../support/synth-environment";
import { type Patient, password, user, walked } from "./support/walked";

const web = { type: "service", service: "web" } as const;
const open = { type: "public" } as const;
const login = (...scopes: string[]) => ({ type: "login", scopes }) as const;
const statusOf = (status: number): Patient["emulator"] => ({
  services: {
    web: () => (request, response) =>
      response.writeHead(request.url === "/open" ? status : 200).end("the application's words"),
  },
});
const scoped = (application: Partial<ApplicationInput>): EnvironmentInput =>
  withApplication(application, {
    identity: {
      domain: { prefix: "test-login" },
      mfa: "off",
      resourceServers: { tasks: { scopes: { read: "Read", write: "Write" } } },
      groups: { admins: { precedence: 1 } },
    },
  });

/** Environments in which everything is as it should be. */
const healthy: readonly (readonly [name: string, Patient])[] = [
  ["all defaults", {}],
  ["a page below the home page, with a query", { path: "/reports/2026?month=11" }],
  [
    "a public page",
    {
      environment: withApplication({
        routes: [{ conditions: { paths: ["/open", "/open/*"] }, access: open, target: web }],
      }),
      path: "/open/today",
    },
  ],
  [
    "only public pages besides the default route",
    {
      environment: withApplication({
        routes: [{ conditions: { paths: ["/*"], methods: ["GET"] }, access: open, target: web }],
      }),
    },
  ],
  [
    "a page with scopes of its own",
    {
      environment: scoped({
        routes: [
          {
            conditions: { paths: ["/tasks", "/tasks/*"] },
            access: login("openid", "tasks/read", "tasks/write"),
            target: web,
          },
        ],
      }),
      path: "/tasks",
    },
  ],
  [
    "several sets of scopes on the default route and others",
    {
      environment: scoped({
        routes: [
          { conditions: { paths: ["/a"] }, access: login("openid", "tasks/read"), target: web },
          { conditions: { paths: ["/b"] }, access: login("openid", "tasks/write"), target: web },
        ],
        defaultRoute: { access: login("openid", "email", "profile") },
      }),
    },
  ],
  [
    "an API that returns 401 without a session",
    {
      environment: withApplication({
        routes: [
          {
            conditions: { paths: ["/api/*"] },
            access: { ...login("openid"), onUnauthenticatedRequest: "deny" },
            target: web,
          },
        ],
      }),
      path: "/api/tasks",
    },
  ],
  [
    "a page that lets everybody through and knows who signed in",
    {
      environment: withApplication({
        routes: [
          {
            conditions: { paths: ["/news"] },
            access: { ...login("openid"), onUnauthenticatedRequest: "allow" },
            target: web,
          },
        ],
      }),
      path: "/news",
    },
  ],
  [
    "several host names",
    {
      environment: withApplication({
        additionalHostNames: ["www.example.com", "wiki.example.com"],
      }),
    },
  ],
  ["an internal load balancer", { environment: withApplication({ internal: true }) }],
  [
    "IPv4 and IPv6",
    { environment: withApplication({ network: { type: "new", ipv6: true, nat: "per-az" } }) },
  ],
  [
    "a fixed response with a text of its own",
    {
      environment: withApplication({
        routes: [
          {
            conditions: { paths: ["/robots.txt"] },
            access: open,
            target: { type: "fixed-response", statusCode: 200, messageBody: "User-agent: *" },
          },
        ],
      }),
      path: "/robots.txt",
    },
  ],
  [
    "a maintenance page with 503",
    {
      environment: withApplication({
        routes: [
          {
            conditions: { paths: ["/shop*"] },
            access: open,
            target: {
              type: "fixed-response",
              statusCode: 503,
              contentType: "text/html",
              messageBody: "<h1>Back at noon</h1>",
            },
          },
        ],
      }),
      path: "/shop",
    },
  ],
  [
    "a redirect",
    {
      environment: withApplication({
        routes: [
          {
            conditions: { paths: ["/old/*"] },
            access: open,
            target: { type: "redirect", statusCode: 301, path: "/new" },
          },
        ],
      }),
      path: "/old/page",
    },
  ],
  ...[401, 403, 404, 500, 503].map(
    (status) =>
      [
        `an application that returns ${status} itself`,
        {
          environment: withApplication({
            routes: [{ conditions: { paths: ["/open"] }, access: open, target: web }],
          }),
          path: "/open",
          emulator: statusOf(status),
        },
      ] as const,
  ),
  [
    "other paths of sign-out and another health check",
    {
      environment: withApplication({
        signOut: { path: "/bye", redirectPath: "/gone" },
        services: { web: { healthCheckPath: "/", healthCheck: { matcher: "200-399" } } },
      }),
    },
  ],
  [
    "short sessions and tokens, and extra parameters of sign-in",
    {
      environment: withApplication({
        sessionTimeoutSeconds: 600,
        defaultRoute: { access: { ...login("openid"), extraParameters: { lang: "de" } } },
      }),
    },
  ],
  [
    "a user with so many groups that the session needs several cookies",
    {
      environment: scoped({ defaultRoute: { access: login("openid", "email", "profile") } }),
      emulator: {
        users: [
          {
            ...{ email: user, password, groups: ["admins"] },
            attributes: { name: "n".repeat(2000), profile: "p".repeat(1900) },
          },
        ],
      },
    },
  ],
  ["TLS in the emulator", { emulator: { https: true } }],
];

describe("a healthy environment", () => {
  it("comes in at least 20 variants here", () => {
    expect(healthy.length).toBeGreaterThanOrEqual(20);
  });

  it.each(healthy)("has no finding: %s", async (_name, patient) => {
    const environment = patient.environment ?? testEnvironment();

    const diagnosis = await walked({
      ...patient,
      compareWith: environment,
      options: { credentials: { user, password } },
      prepare: ({ userPools: [pool] }) => ({ issuer: new URL(pool?.model.issuer ?? "") }),
    });

    expect(diagnosis.findings).toEqual([]);
    expect(diagnosis.healthy).toBe(true);
    expect(diagnosis.steps.filter(({ result }) => result === "ok").length).toBeGreaterThan(4);
  });

  it("lets the doctor sign in, look at the session and sign out again", async () => {
    const { steps } = await walked({ options: { credentials: { user, password } } });

    const results = new Map(
      steps.map(({ id, result, seen }) => [id, `${result}: ${seen.join(" ")}`]),
    );
    expect(results.get("sign-in")).toMatch(/^ok: [\s\S]*200 from the application/);
    expect(results.get("session-cookies")).toMatch(/^ok: AWSELBAuthSessionCookie\S* in \d shard/);
    expect(results.get("sizes")).toMatch(/^ok: The Cookie header has \d+ bytes/);
    expect(results.get("sign-out")).toMatch(/^ok: \/logout leads over [\s\S]* to \/signed-out/);
  });
});
