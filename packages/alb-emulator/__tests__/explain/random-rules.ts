import fc from "fast-check";
import type { Action, Condition, Rule, Transform } from "../../src/model/load-balancer.ts";
import {
  fixed,
  host,
  login,
  oidcLogin,
  rule,
  targetGroupArn,
} from "../load-balancer/support/model.ts";

/** A second target group; all of its requests go to the same target. */
export const otherTargetGroupArn = targetGroupArn.replace("app-web", "app-api");

/** Few values, so that rules and requests meet often. */
const hosts = [host, "api.example.com", "other.example.org"] as const;
const methods = ["GET", "HEAD", "POST", "PUT", "DELETE"] as const;
const headerNames = ["X-Mode", "x-mode", "Accept-Language"] as const;
const headerValues = ["debug", "Debug", "de-DE", "a*b", ""] as const;
const path = fc
  .array(fc.constantFrom("a", "b", "B", "api", "%61", "..", ""), { maxLength: 3 })
  .map((segments) => `/${segments.join("/")}`);

const fewOf = (values: fc.Arbitrary<string>) =>
  fc.uniqueArray(values, { minLength: 1, maxLength: 2 });

const condition: fc.Arbitrary<Condition> = fc.oneof(
  fewOf(fc.constantFrom("^/a", "b$", "^/(a|api)/?$", "(?i)/B", "//")).map(
    (regexValues): Condition => ({ field: "path-pattern", values: [], regexValues }),
  ),
  fewOf(fc.constantFrom("^app\\.", "example\\.com$", "^other")).map(
    (regexValues): Condition => ({ field: "host-header", values: [], regexValues }),
  ),
  fewOf(fc.constantFrom("^d", "bug$", "^$")).map(
    (regexValues): Condition => ({
      field: "http-header",
      name: "X-Mode",
      values: [],
      regexValues,
    }),
  ),
  fewOf(fc.oneof(path, fc.constantFrom("/*", "/a/*", "/*b", "/?", "/api*"))).map(
    (values): Condition => ({ field: "path-pattern", values }),
  ),
  fewOf(fc.constantFrom(...hosts, "*.example.com", "API.example.???")).map(
    (values): Condition => ({ field: "host-header", values }),
  ),
  fewOf(fc.constantFrom(...methods)).map(
    (values): Condition => ({ field: "http-request-method", values }),
  ),
  fewOf(fc.constantFrom("127.0.0.1/32", "10.0.0.0/8", "::1/128")).map(
    (values): Condition => ({ field: "source-ip", values }),
  ),
  fc
    .tuple(fc.constantFrom(...headerNames), fewOf(fc.constantFrom(...headerValues, "d*", "a\\*b")))
    .map(([name, values]): Condition => ({ field: "http-header", name, values })),
  fc
    .tuple(fc.constantFrom("x", "X", "*", undefined), fc.constantFrom("1", "?", "a*"))
    .map(([key, value]): Condition => ({ field: "query-string", values: [{ key, value }] })),
);

/** AWS allows one of each of these fields in a rule, and five values. */
const conditions = fc
  .uniqueArray(condition, { selector: ({ field }) => field, minLength: 1, maxLength: 2 })
  .filter((list) => list.flatMap(({ values }): readonly unknown[] => values).length <= 5);

const lastAction: fc.Arbitrary<Action> = fc.oneof(
  fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 })).map(
    ([weight, otherWeight]): Action => ({
      type: "forward",
      targetGroups: [
        { arn: targetGroupArn, weight },
        { arn: otherTargetGroupArn, weight: otherWeight },
      ],
    }),
  ),
  fc.constantFrom(200, 204, 403, 503).map((statusCode): Action => ({ ...fixed, statusCode })),
  fc.constantFrom("/moved/#{path}", "/fixed").map(
    (to): Action => ({
      type: "redirect",
      statusCode: 302,
      protocol: "#{protocol}",
      host: "#{host}",
      port: "#{port}",
      path: to,
      query: "#{query}",
    }),
  ),
);

const actions: fc.Arbitrary<readonly Action[]> = fc
  .tuple(
    fc.option(
      fc.record({
        isOidc: fc.boolean(),
        onUnauthenticatedRequest: fc.constantFrom("authenticate", "deny", "allow"),
        sessionCookieName: fc.constantFrom("CookieA", "CookieB"),
        scope: fc.constantFrom("openid", "openid tasks/read"),
      }),
      { nil: undefined },
    ),
    lastAction,
  )
  .map(([options, last]) => {
    if (options === undefined) return [last];
    const { isOidc, ...settings } = options;
    return [isOidc ? oidcLogin(settings) : login(settings), last];
  });

/** Some of them fail, which is a 500. */
const transforms: fc.Arbitrary<readonly Transform[]> = fc
  .tuple(
    fc.option(
      fc.constantFrom(
        { regex: "^app\\.(.+)$", replace: "internal.$1" },
        { regex: "^api", replace: "a b" },
      ),
      { nil: undefined },
    ),
    fc.option(
      fc.constantFrom(
        { regex: "^/a/(.*)$", replace: "/x/$1" },
        { regex: "^/b", replace: "" },
        { regex: "\\?(.*)x=1", replace: "?$1y=2" },
        { regex: "/api", replace: "/$1" },
      ),
      { nil: undefined },
    ),
  )
  .map(([toHost, toUrl]) => [
    ...(toHost === undefined ? [] : [{ type: "host-header-rewrite", ...toHost } as const]),
    ...(toUrl === undefined ? [] : [{ type: "url-rewrite", ...toUrl } as const]),
  ]);

/** The rules of a listener, the default rule last. */
export const ruleSets: fc.Arbitrary<{
  readonly rules: readonly Rule[];
  readonly defaultRule: Rule;
}> = fc
  .tuple(
    fc.array(fc.tuple(conditions, actions, transforms), { minLength: 1, maxLength: 8 }),
    actions,
  )
  .map(([list, last]) => ({
    rules: list.map(([when, then, rewrites], index) => ({
      ...rule(index * 3 + 1, when, ...then),
      transforms: rewrites,
    })),
    defaultRule: rule("default", [], ...last),
  }));

export interface RandomRequest {
  readonly host: string;
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly signedIn: boolean;
}

const header = fc.tuple(fc.constantFrom(...headerNames), fc.constantFrom(...headerValues));
const tooManyAddresses: readonly (readonly [string, string])[] = [
  ["X-Forwarded-For", Array(31).fill("192.0.2.1").join(", ")],
];
const often = { weight: 40 };

export const requests: fc.Arbitrary<RandomRequest> = fc.record({
  host: fc.constantFrom(...hosts),
  method: fc.constantFrom(...methods),
  target: fc.oneof(
    {
      ...often,
      arbitrary: fc
        .tuple(path, fc.constantFrom("", "?", "?x=1", "?X=abc", "?x", "?y=2&x=1"))
        .map(([first, query]) => first + query),
    },
    { weight: 1, arbitrary: fc.constant("/oauth2/idpresponse") },
  ),
  headers: fc.oneof(
    { ...often, arbitrary: fc.array(header, { maxLength: 2 }) },
    { weight: 1, arbitrary: fc.constant(tooManyAddresses) },
  ),
  signedIn: fc.boolean(),
});
