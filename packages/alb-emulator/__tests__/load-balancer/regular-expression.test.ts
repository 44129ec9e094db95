import { covers } from "../../src/load-balancer/rules/coverage.ts";
import { describeRule } from "../../src/load-balancer/rules/describe-rule.ts";
import { mismatch } from "../../src/load-balancer/rules/match-condition.ts";
import {
  matchesRegex,
  regexError,
  replaceMatch,
} from "../../src/load-balancer/rules/regular-expression.ts";
import type { Condition } from "../../src/model/load-balancer.ts";
import { forward, paths, rule } from "./support/model.ts";

const regexPath = (...regexValues: readonly string[]): Condition => ({
  field: "path-pattern",
  values: [],
  regexValues,
});

const request = {
  method: "GET",
  path: "/api/v12/tasks",
  query: "path=/admin",
  host: "shop.example.com",
  protocol: "https" as const,
  port: 443,
  headers: [["Host", "shop.example.com"]] as readonly (readonly [string, string])[],
  clientAddress: "192.0.2.7",
  clientPort: 1234,
  httpVersion: "1.1",
};

describe(mismatch, () => {
  it.each<[string, Condition, string | undefined]>([
    ["a path", regexPath("^/api/v[0-9]+/"), undefined],
    ["any part of a path", regexPath("v1+2"), undefined],
    ["one of several", regexPath("^/x", "tasks$"), undefined],
    [
      "a path with other letters",
      regexPath("^/API/"),
      "path /api/v12/tasks does not match the regular expression ^/API/",
    ],
    ["a path case-insensitively when the expression says so", regexPath("(?i)^/API/"), undefined],
    [
      "a query",
      regexPath("/admin"),
      "path /api/v12/tasks does not match the regular expression /admin",
    ],
    [
      "a host name",
      { field: "host-header", values: [], regexValues: ["^(shop|blog)\\.example\\.com$"] },
      undefined,
    ],
    [
      "another host name",
      { field: "host-header", values: [], regexValues: ["^blog\\."] },
      "host shop.example.com does not match the regular expression ^blog\\.",
    ],
    [
      "a header",
      { field: "http-header", name: "host", values: [], regexValues: ["^shop"] },
      undefined,
    ],
    [
      "another header",
      { field: "http-header", name: "X-Mode", values: [], regexValues: ["^a"] },
      "header X-Mode was not sent, and should match the regular expression ^a",
    ],
  ])("compares a regular expression with %s", (_, condition, expected) => {
    expect(mismatch(condition, request)).toBe(expected);
  });

  it("compares a regular expression with the port of the host", () => {
    const onPort = {
      ...request,
      port: 8443,
      headers: [["Host", "shop.example.com:8443"]] as const,
    };
    const condition: Condition = {
      field: "host-header",
      values: [],
      regexValues: ["^shop\\.example\\.com:8443$"],
    };
    expect(mismatch(condition, onPort)).toBeUndefined();
    expect(mismatch(condition, request)).toMatch(/does not match/);
  });
});

describe(regexError, () => {
  it.each([
    "^/a(?=b)",
    "(?<!a)b",
    "(a)\\1",
    "a++",
    "(?>a)",
    "(?R)",
    "\\p{L}",
    "[\\P{Lu}]",
    "(",
    "a{1001}",
  ])("rejects %s", (regex) => {
    expect(regexError(regex)).toEqual(expect.any(String));
  });

  it.each(["^/api/?(.*)$", "[[:alpha:]]+", "(?i)a|b", "\\\\pL", "\\d{1,3}", "a+?"])(
    "accepts %s",
    (regex) => {
      expect(regexError(regex)).toBeUndefined();
    },
  );
});

it("takes time in proportion to the text", () => {
  const begun = performance.now();
  expect(matchesRegex("^(a+)+$", `${"a".repeat(50_000)}b`)).toBe(false);
  expect(performance.now() - begun).toBeLessThan(10_000);
});

describe(replaceMatch, () => {
  it.each([
    ["^/dp/([A-Z0-9]+)/?$", "/product?id=$1", "/dp/B09/", { text: "/product?id=B09" }],
    ["^/(a)/(b)", "/$2/$1/$0", "/a/b/c", { text: "/b/a//a/b/c" }],
    ["a", "x", "aaa", { text: "xaa" }],
    ["(a)|b", "[$1]", "b", { text: "[]" }],
    ["b", "x", "aaa", undefined],
    ["(a)", "$2", "a", "unknown group"],
  ])("%s to %s makes of %s: %j", (regex, replacement, text, expected) => {
    expect(replaceMatch(regex, replacement, text)).toEqual(expected);
  });
});

describe(covers, () => {
  const withPath = (condition: Condition) => rule(1, [condition], forward);

  it.each<[boolean, Condition, Condition]>([
    [true, regexPath("^/a"), regexPath("^/a")],
    [true, regexPath("^/a", "^/b"), regexPath("^/b")],
    [false, regexPath("^/a"), regexPath("^/a", "^/b")],
    [false, regexPath("^/a"), paths("/a")],
    [false, paths("/a"), regexPath("^/a$")],
    [true, paths("/*"), regexPath("^/a")],
  ])("is %s for %j before %j", (expected, earlier, later) => {
    expect(covers(withPath(earlier), withPath(later))).toBe(expected);
  });
});

it("describes regular expressions and transforms in words", () => {
  const described = describeRule(
    {
      ...rule(1, [regexPath("^/a", "^/b")], forward),
      transforms: [{ type: "url-rewrite", regex: "^/a", replace: "/" }],
    },
    [],
  );
  expect(described.when).toEqual(["path matches the regular expression ^/a or ^/b"]);
  expect(described.action).toMatch(/^forward to .*, rewrite the URL from \^\/a to \/$/);
});
