import { modelErrors } from "../../src/load-balancer/checks/model-errors.ts";
import type {
  JwtValidationAction,
  LoadBalancerModel,
  TargetGroup,
  TargetStickiness,
} from "../../src/model/load-balancer.ts";
import { fixed, forward, login, model, paths, rule, withListener } from "./support/model.ts";

const sticky = (stickiness: TargetStickiness): TargetGroup => {
  const [group] = model().targetGroups;
  if (group === undefined) throw new Error("The model has no target group.");
  return { ...group, stickiness };
};
const jwt: JwtValidationAction = {
  type: "jwt-validation",
  issuer: "https://example.com",
  jwksEndpoint: "https://example.com/jwks.json",
  additionalClaims: [],
};
const withClaim = (name: string, values: readonly string[]): JwtValidationAction => ({
  ...jwt,
  additionalClaims: [{ name, format: "space-separated-values", values }],
});
const rewrite = { type: "url-rewrite", regex: "^/a", replace: "/" } as const;

describe(modelErrors, () => {
  it.each<[string, LoadBalancerModel, RegExp]>([
    [
      "a regular expression with look-ahead",
      model([rule(1, [{ field: "path-pattern", values: [], regexValues: ["^/a(?=b)"] }], fixed)]),
      /the regular expression \^\/a\(\?=b\) of condition path-pattern is not valid \(.*\(\?=/,
    ],
    [
      "two transforms of one type",
      model([{ ...rule(1, [paths("/a")], forward), transforms: [rewrite, rewrite] }]),
      /more than one url-rewrite transform/,
    ],
    [
      "a transform with a backreference",
      model([
        { ...rule(1, [paths("/a")], forward), transforms: [{ ...rewrite, regex: "(a)\\1" }] },
      ]),
      /of transform url-rewrite is not valid/,
    ],
    [
      "a replacement of 1025 characters",
      model([
        {
          ...rule(1, [paths("/a")], forward),
          transforms: [{ ...rewrite, replace: "/".repeat(1025) }],
        },
      ]),
      /of transform url-rewrite is longer than 1024 characters/,
    ],
    [
      "a transform of the default rule",
      model([], { defaultRule: { ...rule("default", [], forward), transforms: [rewrite] } }),
      /a default rule has a transform/,
    ],
    [
      "stickiness for eight days",
      model([], { targetGroups: [sticky({ type: "lb_cookie", durationSeconds: 691_200 })] }),
      /aws_lb_target_group\.web: a stickiness of 691200 seconds is not between 1 and 604800/,
    ],
    [
      "stickiness of a forward action without a duration",
      model([rule(1, [paths("/a")], { ...forward, stickiness: { durationSeconds: 0 } })]),
      /rule_1: a stickiness of 0 seconds/,
    ],
    [
      "stickiness by a cookie without a name",
      model([], {
        targetGroups: [sticky({ type: "app_cookie", durationSeconds: 60, cookieName: "" })],
      }),
      /stickiness by app_cookie has no cookie_name/,
    ],
    [
      "stickiness by the load balancer's own cookie",
      model([], {
        targetGroups: [sticky({ type: "app_cookie", durationSeconds: 60, cookieName: "AWSALB" })],
      }),
      /cookie_name AWSALB is reserved/,
    ],
    [
      "a token and a sign-in",
      model([rule(1, [paths("/a")], jwt, login(), forward)]),
      /more than once/,
    ],
    [
      "a token check on an HTTP listener",
      withListener([jwt, fixed]),
      /validates tokens on an HTTP/,
    ],
    [
      "keys over plain HTTP",
      model([rule(1, [paths("/a")], { ...jwt, jwksEndpoint: "http://example.com/jwks" }, fixed)]),
      /jwks_endpoint "http:\/\/example\.com\/jwks" does not begin with https/,
    ],
    [
      "a claim that is checked already",
      model([rule(1, [paths("/a")], withClaim("iss", ["x"]), fixed)]),
      /additional_claim iss is checked already/,
    ],
    [
      "eleven values of a claim",
      model([rule(1, [paths("/a")], withClaim("scope", Array(11).fill("a")), fixed)]),
      /additional_claim scope has 11 values; AWS allows 1 to 10/,
    ],
    [
      "a value with a space",
      model([rule(1, [paths("/a")], withClaim("scope", ["a b"]), fixed)]),
      /the value "a b" of additional_claim scope contains a space/,
    ],
  ])("names %s", (_, rejected, text) => {
    expect(modelErrors(rejected)).toContainEqual(expect.stringMatching(text));
  });
});
