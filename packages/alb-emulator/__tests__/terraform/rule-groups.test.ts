import { describeRule } from "../../src/load-balancer/rules/describe-rule.ts";
import type { Condition, Rule } from "../../src/model/load-balancer.ts";
import { withRuleGroups } from "../../src/terraform/rule-groups.ts";
import type { RegisteredService } from "../../src/terraform/services.ts";
import { forward, login, model, paths, rule } from "../load-balancer/support/model.ts";

const routes = [
  { paths: ["/public/*"] },
  { paths: ["/a", "/b", "/c", "/d", "/e", "/f"], groups: ["admins", "it"] },
  {
    hosts: ["wiki.example.com"],
    methods: ["POST"],
    sourceIps: ["203.0.113.0/24"],
    groups: ["editors"],
  },
  {
    headers: [{ name: "X-Client", values: ["mobile"] }],
    query: [{ key: "version", values: ["1", "2"] }],
    groups: ["testers"],
  },
];

const header: Condition = { field: "http-header", name: "x-client", values: ["mobile"] };
const query: Condition = { field: "query-string", values: [{ key: "version", value: "2" }] };

const rules: readonly Rule[] = [
  rule(1, [paths("/public/*")], login()),
  rule(2, [paths("/a", "/b", "/c", "/d", "/e")], login(), forward),
  rule(3, [paths("/f")], login(), forward),
  rule(4, [paths("/f")], forward),
  rule(
    5,
    [
      { field: "host-header", values: ["wiki.example.com"] },
      { field: "http-request-method", values: ["POST"] },
      { field: "source-ip", values: ["203.0.113.0/24"] },
    ],
    login(),
    forward,
  ),
  rule(6, [header, query], login(), forward),
  rule(7, [header], login(), forward),
  rule(8, [paths("/f", "/g")], login(), forward),
];

function groupsOf(value: string | undefined): readonly (readonly string[] | undefined)[] {
  const [listener] = model(rules).listeners;
  if (listener === undefined) throw new Error("no listener");
  const environment: Record<string, string> = value === undefined ? {} : { ROUTE_GROUPS: value };
  const registered = [{ service: { environment } }] as unknown as readonly RegisteredService[];
  const found = withRuleGroups(listener, registered);
  return [...found.rules, found.defaultRule].map(({ groups }) => groups);
}

describe(withRuleGroups, () => {
  it("finds the rules of each route, also where it takes several", () => {
    expect(groupsOf(JSON.stringify({ hosts: ["app.example.com"], routes }))).toEqual([
      undefined,
      ["admins", "it"],
      ["admins", "it"],
      undefined,
      ["editors"],
      ["testers"],
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("finds the groups of the default rule", () => {
    const all = [...routes, { groups: ["members"] }];

    expect(groupsOf(JSON.stringify({ routes: all })).at(-1)).toEqual(["members"]);
  });

  it.each([undefined, "", "[", "{}", '{"routes":[{"paths":"/a"}]}'])(
    "finds none in %j, which is not of the container contract",
    (value) => {
      expect(groupsOf(value).every((groups) => groups === undefined)).toBe(true);
    },
  );
});

it("is shown with the access of the rule", () => {
  const [shown] = [{ ...rule(1, [paths("/a")], login(), forward), groups: ["admins", "it"] }];

  expect(describeRule(shown, []).access).toBe(
    "sign in, with openid; groups: admins, it (enforced by the container)",
  );
});
