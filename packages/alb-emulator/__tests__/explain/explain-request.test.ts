import { explainRequest } from "../../src/explain/explain-request.ts";
import type { RequestToExplain } from "../../src/explain/request-explanation.ts";
import { EmulatorError } from "../../src/model/emulator-error.ts";
import type { Action, Rule } from "../../src/model/load-balancer.ts";
import {
  clientId,
  fixed,
  forward,
  host,
  login,
  model,
  paths,
  rule,
  targetGroupArn,
  tcpRule,
  withListener,
} from "../load-balancer/support/model.ts";
import { emulatorModel } from "./support.ts";

const rules = [
  rule(1, [paths("/public/*")], forward),
  rule(2, [paths("/api/*")], login({ onUnauthenticatedRequest: "deny" }), forward),
  rule(3, [paths("/maybe")], login({ onUnauthenticatedRequest: "allow" }), forward),
  rule(4, [paths("/closed")], { ...fixed, statusCode: 403, messageBody: "closed" }),
];

const explain = (
  path: string,
  options: Partial<RequestToExplain> = {},
  changes: Parameters<typeof model>[1] = {},
) =>
  explainRequest(emulatorModel(model(rules, changes)), {
    url: `https://${host}${path}`,
    ...options,
  });

describe(explainRequest, () => {
  it("says of every rule in order whether it matched, and why not", () => {
    const { rules: found } = explain("/api/tasks?x=1");

    expect(found.map(({ priority, result, mismatches }) => [priority, result, mismatches])).toEqual(
      [
        [1, "not matched", ["path /api/tasks does not match /public/*"]],
        [2, "matched", []],
        [3, "not evaluated", []],
        [4, "not evaluated", []],
        ["default", "not evaluated", []],
      ],
    );
    expect(found[0]).toMatchObject({
      address: "aws_lb_listener_rule.rule_1",
      when: ["path is /public/*"],
      access: "public",
      action: "forward to web",
    });
  });

  it("names pool, client, scopes and what follows where a visitor has to sign in", () => {
    const { access, actions, response } = explain("/");

    expect([access, actions]).toEqual(["login", ["authenticate"]]);
    expect(response).toMatchObject({
      type: "sign-in",
      status: 302,
      userPool: "people",
      appClient: "example",
      scopes: ["openid"],
      sessionCookieName: "AWSELBAuthSessionCookie",
      expectedError: undefined,
      afterSignIn: { type: "target", targets: [{ service: "web", targetGroup: "app-web" }] },
    });
    const { location } = response as { readonly location: string };
    expect(location).toContain(`/oauth2/authorize?client_id=${clientId}&`);
    expect(location).not.toContain("state");
  });

  it("says why a sign-in will fail", () => {
    const { response } = explain("/", { url: "https://other.example.com/" });
    expect(response).toMatchObject({
      expectedError: expect.stringContaining('Cognito shows "redirect_mismatch"'),
    });
  });

  it("tells what the target learns about a signed-in user and the user's groups", () => {
    expect(explain("/", { groups: ["admins"] })).toMatchObject({
      access: "login",
      actions: ["authenticate", "forward"],
      response: {
        type: "target",
        identity: { userPool: "people", scopes: ["openid"], groups: ["admins"] },
      },
    });
    expect(explain("/public/a", { signedIn: true }).response).toMatchObject({
      type: "target",
      identity: undefined,
    });
  });

  it.each<[string, string, object]>([
    ["public", "/public/a", { type: "target" }],
    ["deny", "/api/a", { type: "error", status: 401 }],
    ["public", "/maybe", { type: "target", identity: undefined }],
    ["deny", "/closed", { type: "fixed-response", status: 403, body: "closed" }],
    ["deny", "/oauth2/idpresponse", { type: "error", status: 401 }],
  ])("gives %s access to %s", (access, path, response) => {
    expect(explain(path)).toMatchObject({ access, response });
  });

  it("calls a rule public although its target cannot be reached", () => {
    const network = {
      ...model().network,
      egress: [tcpRule(443, { cidr: "0.0.0.0/0" })],
    };
    expect(explain("/public/a", {}, { network })).toMatchObject({
      access: "public",
      response: { type: "error", status: 504, explanation: expect.stringContaining("no egress") },
    });
  });

  it("says that connections time out without an ingress rule", () => {
    const network = { ...model().network, ingress: [] };
    expect(explain("/public/a", {}, { network })).toMatchObject({
      access: "public",
      actions: [],
      response: { type: "no-connection", explanation: expect.stringContaining("port 443") },
    });
  });

  it("lists the target groups that a weighted rule chooses from", () => {
    const targetGroups = [
      { arn: targetGroupArn, weight: 3 },
      { arn: "arn:b", weight: 1 },
      { arn: "arn:c", weight: 0 },
    ];
    const defaultRule = rule("default", [], { type: "forward", targetGroups });
    expect(explain("/", {}, { defaultRule }).response).toMatchObject({
      targets: [
        { targetGroup: "app-web", weight: 3 },
        { targetGroup: "arn:b", weight: 1 },
      ],
    });
  });

  it("says how the transforms of a rule rewrite the request, and when they fail", () => {
    const transforms = [{ type: "url-rewrite", regex: "^/a/(.*)", replace: "/$1" }] as const;
    const rewriting: Rule = { ...rule(1, [paths("/a*")], forward), transforms };
    const responseTo = (path: string, others = rewriting) =>
      explainRequest(emulatorModel(model([others])), { url: `https://${host}${path}` }).response;

    expect(responseTo("/a/b?c")).toMatchObject({ rewritten: { host: undefined, url: "/b?c" } });
    expect(responseTo("/a")).toMatchObject({ rewritten: { host: undefined, url: undefined } });
    const failing = [{ type: "host-header-rewrite", regex: "^app", replace: "?" }] as const;
    expect(responseTo("/a", { ...rewriting, transforms: failing })).toMatchObject({
      type: "error",
      status: 500,
      explanation: expect.stringContaining("not a valid host name"),
    });
  });

  it("requires a token where the rule validates one", () => {
    const jwt: Action = {
      type: "jwt-validation",
      issuer: "https://issuer.example.com",
      jwksEndpoint: "https://issuer.example.com/jwks.json",
      additionalClaims: [],
    };
    const withJwt = emulatorModel(model([rule(1, [paths("/*")], jwt, forward)]));
    const request = { url: `https://${host}/` };

    expect(explainRequest(withJwt, request)).toMatchObject({
      access: "deny",
      actions: ["jwt-validation"],
      response: { type: "error", status: 401 },
    });
    expect(explainRequest(withJwt, { ...request, signedIn: true })).toMatchObject({
      access: "deny",
      actions: ["jwt-validation", "forward"],
      response: { type: "target", identity: undefined },
    });
  });

  it("evaluates method, headers and client address of the request", () => {
    const withConditions = rule(
      1,
      [
        { field: "http-request-method", values: ["POST"] },
        { field: "http-header", name: "X-Mode", values: ["debug"] },
        { field: "source-ip", values: ["10.0.0.0/8"] },
      ],
      forward,
    );
    const request = {
      url: `https://${host}/`,
      method: "POST",
      headers: [["x-mode", "DEBUG"]] as const,
      clientAddress: "10.1.2.3",
    };
    const matched = (changes: Partial<RequestToExplain>) =>
      explainRequest(emulatorModel(model([withConditions])), { ...request, ...changes }).rules[0];

    expect(matched({})?.result).toBe("matched");
    expect(matched({ method: "GET" })?.mismatches).toEqual(["method GET is not POST"]);
    expect(matched({ headers: [] })?.mismatches).toHaveLength(1);
    expect(matched({ clientAddress: undefined })?.mismatches).toEqual([
      "client address 127.0.0.1 is not in 10.0.0.0/8",
    ]);
  });

  it.each([
    ["keeps dots and escapes as they are", "/a/../%61/b?q=%20", "/a/../%61/b?q=%20"],
    ["drops the fragment", "/a#b", "/a"],
    ["encodes what cannot be in a request line", "/ä b", "/%C3%A4%20b"],
    ["has a path", "", "/"],
    ["has a path before a query", "?x=1", "/?x=1"],
  ])("%s", (_, path, expected) => {
    expect(explain(path).url).toBe(`https://${host}${expected}`);
  });

  it("takes the addresses that the emulator prints", () => {
    const { url, listener } = explain("", { url: `http://${host}.localhost:8443/api/a` });
    expect([url, listener.port]).toEqual([`https://${host}/api/a`, 443]);
  });

  it("uses the listener of scheme and port", () => {
    const redirect = withListener([
      {
        type: "redirect",
        statusCode: 301,
        protocol: "HTTPS",
        host: "#{host}",
        port: "443",
        path: "/#{path}",
        query: "#{query}",
      },
    ]);
    const { access, response } = explainRequest(emulatorModel(redirect), {
      url: `http://${host}/a?b`,
    });
    expect([access, response]).toEqual([
      "public",
      { type: "redirect", status: 301, location: `https://${host}:443/a?b` },
    ]);
  });

  it("uses the load balancer that has the host name, or the named one", () => {
    const other = model([], { application: "other", hostNames: ["other.example.com"] });
    const both = emulatorModel(model(rules), other);
    const applicationOf = (request: RequestToExplain) => explainRequest(both, request).application;

    expect(applicationOf({ url: "https://other.example.com/" })).toBe("other");
    expect(applicationOf({ url: "https://x.example.com/", application: "other" })).toBe("other");
    expect(() => applicationOf({ url: "https://x.example.com/" })).toThrow(
      /"x\.example\.com" is not a host name of any load balancer \(app\.example\.com, other\.example\.com\)/,
    );
    expect(() => applicationOf({ url: "https://x.example.com/", application: "shop" })).toThrow(
      'Application "shop" does not exist. Use one of: app, other.',
    );
  });

  it.each<[string, Partial<RequestToExplain>, RegExp]>([
    ["a URL without scheme", { url: "app.example.com/" }, /not a URL with scheme and host/],
    [
      "a port that nothing listens on",
      { url: `https://${host}:8443/` },
      /no listener for https on port 8443.*https on port 443/,
    ],
    [
      "a group of no user pool",
      { groups: ["root"] },
      /Group "root" does not exist in user pool people.*admins/,
    ],
  ])("rejects %s", (_, options, message) => {
    expect(() => explain("/", options)).toThrow(EmulatorError);
    expect(() => explain("/", options)).toThrow(message);
  });

  it("rejects a load balancer that AWS would not create", () => {
    const invalid = model([rule(1, [], forward)]);
    expect(() => explainRequest(emulatorModel(invalid), { url: `https://${host}/` })).toThrow(
      /has no condition/,
    );
  });
});
