import { warnings } from "../../src/load-balancer/checks/warnings.ts";
import type { Rule } from "../../src/model/load-balancer.ts";
import { fixed, forward, login, model, paths, rule } from "./support/model.ts";

describe(warnings, () => {
  const texts = (rules: readonly Rule[]) => warnings(model(rules)).join("\n");

  it("returns nothing for a correct model", () => {
    expect(warnings(model([rule(1, [paths("/public/*")], forward)]))).toEqual([]);
  });

  it("names unreachable rules", () => {
    expect(
      texts([
        rule(1, [paths("/tasks/*")], fixed),
        rule(2, [paths("/tasks/new"), { field: "http-request-method", values: ["POST"] }], fixed),
      ]),
    ).toMatch(/rule_2 \(priority 2\) is unreachable: .*rule_1/);
  });

  it.each<[string, Rule, Rule]>([
    [
      "the earlier one asks for a method",
      rule(1, [paths("/a"), { field: "http-request-method", values: ["GET"] }], fixed),
      rule(2, [paths("/a")], fixed),
    ],
    [
      "one value of the later one is not covered",
      rule(1, [paths("/a/*")], fixed),
      rule(2, [paths("/a/b", "/c")], fixed),
    ],
    [
      "they look at different headers",
      rule(1, [{ field: "http-header", name: "a", values: ["1"] }], fixed),
      rule(2, [{ field: "http-header", name: "b", values: ["1"] }], fixed),
    ],
    [
      "a path is prefix, but not pattern",
      rule(1, [paths("/a")], fixed),
      rule(2, [paths("/ab")], fixed),
    ],
  ])("does not call a later rule unreachable when %s", (_, earlier, later) => {
    expect(texts([earlier, later])).not.toMatch(/unreachable/);
  });

  it("names two rules with different scopes that share a session cookie", () => {
    expect(texts([rule(1, [paths("/a")], login({ scope: "openid email" }), forward)])).toMatch(
      /share session cookie AWSELBAuthSessionCookie/,
    );
    expect(
      texts([rule(1, [paths("/a")], login({ onUnauthenticatedRequest: "deny" }), forward)]),
    ).toBe("");
  });

  it("names a public rule for every path", () => {
    expect(texts([rule(1, [paths("/*")], forward)])).toMatch(
      /forwards every path without authentication/,
    );
  });
});
