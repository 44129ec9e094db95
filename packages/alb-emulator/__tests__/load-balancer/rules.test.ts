import fc from "fast-check";
import type { RequestAttributes } from "../../src/load-balancer/http/request-attributes.ts";
import { contains, mismatch } from "../../src/load-balancer/rules/match-condition.ts";
import { matchRule } from "../../src/load-balancer/rules/match-rule.ts";
import { matchesWildcard } from "../../src/load-balancer/rules/wildcard.ts";
import type { Condition } from "../../src/model/load-balancer.ts";
import { forward, model, paths, rule } from "./support/model.ts";

function attributes(options: Partial<RequestAttributes> = {}): RequestAttributes {
  return {
    method: "GET",
    path: "/",
    query: "",
    host: "app.example.com",
    protocol: "https",
    port: 443,
    headers: [],
    clientAddress: "192.0.2.7",
    clientPort: 1234,
    httpVersion: "1.1",
    ...options,
  };
}

const meets = (condition: Condition, request: Partial<RequestAttributes>) =>
  mismatch(condition, attributes(request)) === undefined;

describe(matchesWildcard, () => {
  const sensitive = { ignoreCase: false, escapes: false };

  it.each([
    ["/tasks/*", "/tasks/", true],
    ["/tasks/*", "/tasks/a/b", true],
    ["/tasks/*", "/tasks", false],
    ["/img/*/pics", "/img/a/b/pics", true],
    ["/img/*/pics", "/img//pics", true],
    ["/img/*/pics", "/img/pics", false],
    ["/a?c", "/abc", true],
    ["/a?c", "/ac", false],
    ["/a?c", "/abbc", false],
    ["/*a*b*c", "/xaxbxc", true],
    ["/*a*b*c", "/xaxcxb", false],
    ["*", "", true],
    ["?", "", false],
    ["/A", "/a", false],
    ["/a.b", "/axb", false],
    ["/(x)+[y]", "/(x)+[y]", true],
  ])("matches %s with %s: %s", (pattern, text, expected) => {
    expect(matchesWildcard(pattern, text, sensitive)).toBe(expected);
  });

  it("agrees with a regular expression on every pattern", () => {
    const piece = fc.constantFrom("a", "b", "/", "*", "?", ".");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), fc.array(piece, { maxLength: 12 }), (p, t) => {
        const pattern = p.join("");
        const text = t.join("");
        const source = pattern
          .replace(/[.]/g, "\\.")
          .replaceAll("*", "[^]*")
          .replaceAll("?", "[^]");
        const expected = new RegExp(`^${source}$`).test(text);
        expect(matchesWildcard(pattern, text, sensitive)).toBe(expected);
      }),
      { numRuns: 5000 },
    );
  });

  it("is not slower than the product of the two lengths", () => {
    const begun = performance.now();
    matchesWildcard("*a*a*a*a*a*a*a*a*a*a*b", "a".repeat(20_000), sensitive);
    expect(performance.now() - begun).toBeLessThan(10_000);
  });
});

describe(mismatch, () => {
  it("matches the raw path case-sensitively, without its query", () => {
    const condition = paths("/tasks", "/tasks/*");
    expect(meets(condition, { path: "/tasks", query: "a=/x" })).toBe(true);
    expect(meets(condition, { path: "/tasks/1" })).toBe(true);
    expect(meets(condition, { path: "/Tasks" })).toBe(false);
    expect(meets(condition, { path: "/%74asks/1" })).toBe(false);
    expect(meets(condition, { path: "//tasks" })).toBe(false);
    expect(meets(condition, { path: "/x/../tasks" })).toBe(false);
  });

  it("matches host names case-insensitively, and not the parent of a wildcard", () => {
    const condition: Condition = { field: "host-header", values: ["*.Example.com"] };
    expect(meets(condition, { host: "app.example.com" })).toBe(true);
    expect(meets(condition, { host: "example.com" })).toBe(false);
    expect(meets(condition, { host: undefined })).toBe(false);
  });

  it("matches methods case-sensitively", () => {
    const condition: Condition = { field: "http-request-method", values: ["POST", "PUT"] };
    expect(meets(condition, { method: "PUT" })).toBe(true);
    expect(meets(condition, { method: "put" })).toBe(false);
    expect(meets(condition, { method: "GET" })).toBe(false);
  });

  it("matches headers case-insensitively, with wildcards in values", () => {
    const condition: Condition = {
      field: "http-header",
      name: "Accept",
      values: ["*JSON*", "text/\\*"],
    };
    expect(meets(condition, { headers: [["accept", "application/json"]] })).toBe(true);
    expect(meets(condition, { headers: [["ACCEPT", "text/*"]] })).toBe(true);
    expect(meets(condition, { headers: [["accept", "text/html"]] })).toBe(false);
    expect(meets(condition, { headers: [] })).toBe(false);
  });

  it("matches query strings by key and value or by value alone", () => {
    const keyed: Condition = { field: "query-string", values: [{ key: "Version", value: "v*" }] };
    const any: Condition = { field: "query-string", values: [{ key: undefined, value: "a\\*b" }] };
    expect(meets(keyed, { query: "x=1&version=V2" })).toBe(true);
    expect(meets(keyed, { query: "x=v2" })).toBe(false);
    expect(meets(any, { query: "k=a*b" })).toBe(true);
    expect(meets(any, { query: "k=axb" })).toBe(false);
    expect(meets(keyed, { query: "" })).toBe(false);
  });

  it("matches the peer's address, not X-Forwarded-For", () => {
    const condition: Condition = { field: "source-ip", values: ["192.0.2.0/24", "2001:db8::/32"] };
    expect(meets(condition, { clientAddress: "192.0.2.255" })).toBe(true);
    expect(meets(condition, { clientAddress: "2001:db8::1" })).toBe(true);
    expect(
      meets(condition, {
        clientAddress: "198.51.100.1",
        headers: [["x-forwarded-for", "192.0.2.1"]],
      }),
    ).toBe(false);
  });

  it("treats an address without prefix as a block of one address", () => {
    expect(contains("192.0.2.1", "192.0.2.1")).toBe(true);
    expect(contains("192.0.2.1", "192.0.2.2")).toBe(false);
  });

  it("explains why a condition is not met", () => {
    expect(mismatch(paths("/a", "/b"), attributes({ path: "/c" }))).toBe(
      "path /c does not match /a or /b",
    );
  });
});

describe(matchRule, () => {
  const [listener] = model([
    rule(10, [paths("/tasks/*"), { field: "http-request-method", values: ["POST"] }], forward),
    rule(20, [paths("/tasks/*")], forward),
    rule(30, [paths("/tasks/1")], forward),
  ]).listeners;
  const match = (request: Partial<RequestAttributes>) => {
    if (listener === undefined) throw new Error("no listener");
    return matchRule(listener, attributes(request));
  };

  it("applies the first rule by priority whose conditions are all met", () => {
    expect(match({ path: "/tasks/1", method: "POST" }).rule.priority).toBe(10);
    expect(match({ path: "/tasks/1" }).rule.priority).toBe(20);
  });

  it("applies the default rule last, and names the unmet conditions of each other rule", () => {
    const { rule: matched, evaluations } = match({ path: "/x" });

    expect(matched.priority).toBe("default");
    expect(evaluations.map(({ priority, mismatches }) => [priority, mismatches.length])).toEqual([
      [10, 2],
      [20, 1],
      [30, 1],
      ["default", 0],
    ]);
  });
});
