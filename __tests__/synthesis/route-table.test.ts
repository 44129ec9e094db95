import { routingOf } from "../../config/routing-of";
import { environment as example } from "../../environments/example";
import { planRoutes } from "../../routing/plan-routes";
import type { RulePlan } from "../../routing/rule-plan";
import { routeTable } from "../../synthesis/route-table";
import { checked } from "../support/synth-environment";

function planOf(name: string): RulePlan {
  const { applications, identity } = checked(example);
  const application = applications[name];
  if (application === undefined) throw new Error(`the example has no application ${name}`);
  return planRoutes(routingOf("app", application, identity));
}

const login = {
  scopes: ["openid", "tasks/read"],
  onUnauthenticatedRequest: "authenticate",
  sessionCookieName: "AWSELBAuthSessionCookie",
  sessionTimeoutSeconds: 60,
  extraParameters: {},
} as const;

/** The cells of a table's rows, without its borders. */
function cells(table: string): string[][] {
  const rows: string[][] = [[]];
  for (const line of table.split("\n")) {
    if (!line.startsWith("│")) {
      rows.push([]);
      continue;
    }
    const row = rows.at(-1) ?? [];
    line
      .split("│")
      .slice(1, -1)
      .forEach((cell, index) => {
        row[index] = [row[index], cell.trim()].filter(Boolean).join("\n");
      });
  }
  return rows.filter(({ length }) => length > 0);
}

describe(routeTable, () => {
  it("shows the rules of an application of the example as a table", () => {
    const plan = planOf("notes");
    const rules = plan.rules.map((rule, index) => ({ ...rule, priority: 9000 + index }));

    expect(`\n${routeTable({ ...plan, rules })}\n`).toBe(`
┌──────────┬──────────────┬───────────────────────────────────────────┬────────────────┬─────────┬──────────────────────────────────┬────────────────────────────────┐
│ priority │ route        │ conditions                                │ access         │ scopes  │ session cookie                   │ target                         │
├──────────┼──────────────┼───────────────────────────────────────────┼────────────────┼─────────┼──────────────────────────────────┼────────────────────────────────┤
│ 9000     │ signOut      │ host notes.example.com | wiki.example.com │ public         │         │                                  │ web                            │
│          │              │ /logout | /signed-out                     │                │         │                                  │                                │
├──────────┼──────────────┼───────────────────────────────────────────┼────────────────┼─────────┼──────────────────────────────────┼────────────────────────────────┤
│ 9001     │ routes[0]    │ host notes.example.com | wiki.example.com │ login optional │ openid  │ AWSELBAuthSessionCookie-c05e4ade │ web                            │
│          │              │ /public | /public/*                       │                │ email   │                                  │                                │
│          │              │                                           │                │ profile │                                  │                                │
├──────────┼──────────────┼───────────────────────────────────────────┼────────────────┼─────────┼──────────────────────────────────┼────────────────────────────────┤
│ 9002     │ routes[1]    │ host wiki.example.com                     │ public         │         │                                  │ redirect 301                   │
│          │              │ /old/*                                    │                │         │                                  │ #{protocol}://#{host}:#{port}/ │
├──────────┼──────────────┼───────────────────────────────────────────┼────────────────┼─────────┼──────────────────────────────────┼────────────────────────────────┤
│ default  │ defaultRoute │ everything else                           │ login          │ openid  │ AWSELBAuthSessionCookie-c05e4ade │ web                            │
│          │              │                                           │                │ email   │                                  │                                │
│          │              │                                           │                │ profile │                                  │                                │
└──────────┴──────────────┴───────────────────────────────────────────┴────────────────┴─────────┴──────────────────────────────────┴────────────────────────────────┘
`);
  });

  it("shows priority, conditions, access, scopes, cookie and target of every rule, in order", () => {
    const rows = cells(routeTable(planOf("tasks")));

    expect(rows.map(([, ...row]) => row)).toEqual([
      ["route", "conditions", "access", "scopes", "session cookie", "target"],
      ["signOut", "/logout | /signed-out", "public", "", "", "web"],
      [
        "routes[0]",
        "/public | /public/*",
        "login optional",
        "openid\nemail\nprofile",
        "AWSELBAuthSessionCookie-c05e4ade",
        "web",
      ],
      [
        "routes[1]",
        "/api/*",
        "login, else 401",
        "openid\nemail\nprofile",
        "AWSELBAuthSessionCookie-c05e4ade",
        "web",
      ],
      [
        "routes[2]",
        "/tasks | /tasks/*\nPOST | PUT | DELETE",
        "login, else 401",
        "openid\nemail\nprofile\ntasks/read\ntasks/write",
        "AWSELBAuthSessionCookie-537f2a54",
        "web",
      ],
      [
        "routes[3]",
        "/tasks | /tasks/*",
        "login",
        "openid\nemail\nprofile\ntasks/read\ntasks/write",
        "AWSELBAuthSessionCookie-537f2a54",
        "web",
      ],
      ["routes[4]", "/.well-known/security.txt", "public", "", "", "response 200"],
      [
        "defaultRoute",
        "everything else",
        "login",
        "openid\nemail\nprofile",
        "AWSELBAuthSessionCookie-c05e4ade",
        "web",
      ],
    ]);
  });

  it("names every kind of condition and target", () => {
    const arn =
      "arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/legacy/0123456789abcdef";
    const table = routeTable({
      revision: "0a1b2c3d",
      rules: [
        {
          priority: 2340,
          origin: "routes[0]",
          conditions: {
            headers: [{ name: "X-Client", values: ["app", "web"] }],
            query: [{ key: "v", values: ["1", "2"] }, { values: ["debug"] }],
            sourceIps: ["192.0.2.0/24", "198.51.100.0/24"],
          },
          login,
          target: { type: "target-group", arn },
        },
      ],
      defaultRule: { login, target: { type: "service", service: "web" } },
      sessionCookieNames: [login.sessionCookieName],
      scopes: login.scopes,
      machineClients: [],
      protectedResources: [],
    });

    expect(cells(table)[1]).toEqual([
      "2340",
      "routes[0]",
      "X-Client: app | web\n?v=1 | 2\n?*=debug\nfrom 192.0.2.0/24 | 198.51.100.0/24",
      "login",
      "openid\ntasks/read",
      "AWSELBAuthSessionCookie",
      "target group\nlegacy",
    ]);
  });

  it("shows the groups that the container enforces", () => {
    const plan = planOf("notes");
    const [, rule] = plan.rules;
    const table = routeTable({
      ...plan,
      rules: rule === undefined ? [] : [{ ...rule, login: { ...login, groups: ["admins", "it"] } }],
    });

    expect(cells(table)[1]?.[3]).toBe("login\ngroups: admins, it\n(enforced by the container)");
  });

  it("shows who needs a token, and who rejects a request without one", () => {
    const web = { type: "service", service: "web" } as const;
    const { rules, ...others } = planOf("notes");
    const table = routeTable({
      ...others,
      rules: [
        {
          priority: 1,
          origin: "routes[0]",
          conditions: { paths: ["/api/*"] },
          token: { clients: ["billing", "import"], scopes: ["tasks/read"] },
          target: web,
        },
        {
          priority: 2,
          origin: "routes[0] without token",
          conditions: { paths: ["/api/*"] },
          isChallenge: true,
          target: web,
        },
      ],
    });

    expect(cells(table).slice(1, 3)).toEqual([
      ["1", "routes[0]", "/api/*", "token of\nbilling\nimport", "tasks/read", "", "web"],
      [
        "2",
        "routes[0] without token",
        "/api/*",
        "no token: the\ncontainer\nreturns 401",
        "",
        "",
        "web",
      ],
    ]);
  });
});
