import { cdkOut } from "../../src/sources/cloud-formation/cdk-out.ts";
import { AssemblyCopy, type EditableJson } from "./assembly-copy.ts";

let assembly: AssemblyCopy;
beforeEach(() => {
  assembly = new AssemblyCopy();
});
afterEach(() => assembly.remove());

const closed = "WebLBPublicListenerClosedRuleC50228FF";
const group = { Ref: "WebLBPublicListenerECSGroupB52EA5B2" };

/** The rule with these properties in place of its own. */
async function ruleWith(properties: EditableJson) {
  assembly.edit("Shop.template.json", ({ Resources }) => {
    Object.assign(Resources[closed].Properties, properties);
  });
  const { loadBalancers } = await cdkOut(assembly.folder).read();
  return loadBalancers[0]?.listeners[0]?.rules.find(({ priority }) => priority === 25);
}

describe("actions, conditions and transforms of CloudFormation", () => {
  it("validates tokens", async () => {
    const rule = await ruleWith({
      Actions: [
        {
          ...{ Type: "jwt-validation", Order: 1 },
          JwtValidationConfig: {
            Issuer: "https://issuer.example.com",
            JwksEndpoint: "https://issuer.example.com/jwks",
            AdditionalClaims: [{ Format: "single-string", Name: "aud", Values: ["shop"] }],
          },
        },
        { Type: "forward", Order: 2, TargetGroupArn: group },
      ],
    });

    expect(rule?.actions).toMatchObject([
      {
        type: "jwt-validation",
        issuer: "https://issuer.example.com",
        additionalClaims: [{ name: "aud", format: "single-string", values: ["shop"] }],
      },
      { type: "forward" },
    ]);
  });

  it("signs in at another identity provider, whose secret only AWS knows", async () => {
    const endpoint = (path: string) => `https://id.example.org${path}`;
    const rule = await ruleWith({
      Actions: [
        {
          ...{ Type: "authenticate-oidc", Order: 1 },
          AuthenticateOidcConfig: {
            Issuer: endpoint(""),
            AuthorizationEndpoint: endpoint("/authorize"),
            TokenEndpoint: endpoint("/token"),
            UserInfoEndpoint: endpoint("/userinfo"),
            ClientId: "shop",
            ClientSecret: `{${"{resolve:secretsmanager:oidc:SecretString:secret::}"}}`,
            Scope: "openid email",
            SessionTimeout: "3600",
            AuthenticationRequestExtraParams: { prompt: "login" },
          },
        },
        { Type: "forward", Order: 2, TargetGroupArn: group },
      ],
    });

    expect(rule?.actions[0]).toEqual({
      type: "authenticate-oidc",
      scope: "openid email",
      sessionCookieName: "AWSELBAuthSessionCookie",
      sessionTimeoutSeconds: 3600,
      onUnauthenticatedRequest: "authenticate",
      extraParameters: { prompt: "login" },
      provider: {
        issuer: endpoint(""),
        authorizationEndpoint: endpoint("/authorize"),
        tokenEndpoint: endpoint("/token"),
        userInfoEndpoint: endpoint("/userinfo"),
        clientId: "shop",
        clientSecret: undefined,
      },
    });
  });

  it("forwards by weights, with stickiness", async () => {
    const rule = await ruleWith({
      Actions: [
        {
          Type: "forward",
          ForwardConfig: {
            TargetGroups: [
              { TargetGroupArn: group, Weight: 3 },
              { TargetGroupArn: { Ref: "WebLBPublicListenerOrdersGroupA17BAF9A" }, Weight: "1" },
            ],
            TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: 60 },
          },
        },
      ],
    });

    expect(rule?.actions).toMatchObject([
      {
        type: "forward",
        targetGroups: [{ weight: 3 }, { weight: 1 }],
        stickiness: { durationSeconds: 60 },
      },
    ]);
  });

  it("redirects", async () => {
    const rule = await ruleWith({
      Actions: [
        {
          Type: "redirect",
          RedirectConfig: {
            StatusCode: "HTTP_302",
            Host: "example.com",
            Port: 443,
            Query: "a=#{query}",
          },
        },
      ],
    });

    expect(rule?.actions).toEqual([
      {
        type: "redirect",
        statusCode: 302,
        protocol: "#{protocol}",
        host: "example.com",
        port: "443",
        path: "/#{path}",
        query: "a=#{query}",
      },
    ]);
  });

  it("orders actions, and has AWS's defaults for sign-in", async () => {
    const rule = await ruleWith({
      Actions: [
        { Type: "forward", Order: 2, TargetGroupArn: group },
        {
          ...{ Type: "authenticate-cognito", Order: 1 },
          AuthenticateCognitoConfig: {
            UserPoolArn: {
              "Fn::ImportValue": "Identity:ExportsOutputFnGetAttUsers0A0EEA89Arn6658B146",
            },
            UserPoolClientId: { Ref: "Client4A7F64DF" },
            UserPoolDomain: "acme-shop",
            OnUnauthenticatedRequest: "deny",
            AuthenticationRequestExtraParams: { prompt: "login", DisplayMode: "page" },
          },
        },
      ],
    });

    expect(rule?.actions).toMatchObject([
      {
        type: "authenticate-cognito",
        scope: "openid",
        sessionCookieName: "AWSELBAuthSessionCookie",
        sessionTimeoutSeconds: 604_800,
        onUnauthenticatedRequest: "deny",
        extraParameters: { prompt: "login", DisplayMode: "page" },
      },
      { type: "forward" },
    ]);
  });

  it("matches regular expressions, and rewrites", async () => {
    const rule = await ruleWith({
      Conditions: [
        { Field: "path-pattern", PathPatternConfig: { RegexValues: ["^/v[0-9]+/"] } },
        { Field: "host-header", Values: ["shop.example.com"] },
      ],
      Transforms: [
        {
          Type: "url-rewrite",
          UrlRewriteConfig: { Rewrites: [{ Regex: "^/v[0-9]+/(.*)$", Replace: "/$1" }] },
        },
        {
          Type: "host-header-rewrite",
          HostHeaderRewriteConfig: { Rewrites: [{ Regex: "shop", Replace: "web" }] },
        },
      ],
    });

    expect(JSON.stringify(rule?.conditions)).toContain("^/v[0-9]+/");
    expect(rule?.conditions).toMatchObject([{}, { values: ["shop.example.com"] }]);
    expect(rule).toMatchObject({
      transforms: expect.arrayContaining([
        expect.objectContaining({ regex: "^/v[0-9]+/(.*)$", replace: "/$1" }),
        expect.objectContaining({ regex: "shop", replace: "web" }),
      ]),
    });
  });

  it("reads stickiness of target groups, of the cookie that is chosen", async () => {
    assembly.edit("Shop.template.json", ({ Resources }) => {
      Resources[group.Ref].Properties.TargetGroupAttributes = [
        { Key: "stickiness.enabled", Value: "true" },
        { Key: "stickiness.type", Value: "app_cookie" },
        { Key: "stickiness.app_cookie.cookie_name", Value: "SID" },
        { Key: "stickiness.app_cookie.duration_seconds", Value: "300" },
        { Key: "stickiness.lb_cookie.duration_seconds", Value: "9" },
        { Key: "target_group_health.dns_failover.minimum_healthy_targets.count", Value: "1" },
      ];
    });

    const { loadBalancers } = await cdkOut(assembly.folder).read();

    const [sticky, other] = loadBalancers[0]?.targetGroups ?? [];
    expect(sticky?.stickiness).toEqual({
      type: "app_cookie",
      cookieName: "SID",
      durationSeconds: 300,
    });
    expect(other?.stickiness).toBeUndefined();
  });
});
