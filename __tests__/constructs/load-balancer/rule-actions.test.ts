import { type ActionContext, ruleActions } from "../../../constructs/load-balancer/rule-actions";
import type { Target } from "../../../routing/route";
import type { PlannedLogin } from "../../../routing/rule-plan";

const context: ActionContext = {
  client: { userPoolArn: "pool-arn", userPoolClientId: "client", userPoolDomain: "domain" },
  targetGroupArnOf: (service) => `target-group-of-${service}`,
  tokenIssuer: {
    issuer: "https://issuer.example.com/pool",
    jwksUrl: "https://issuer.example.com/pool/keys",
    machineClientIdOf: (name) => `id-of-${name}`,
  },
};

const login: PlannedLogin = {
  scopes: ["openid", "tasks/read"],
  onUnauthenticatedRequest: "authenticate",
  sessionCookieName: "AWSELBAuthSessionCookie-0123abcd",
  sessionTimeoutSeconds: 600,
  extraParameters: {},
};

const service: Target = { type: "service", service: "web" };

describe(ruleActions, () => {
  it("authenticates first and then forwards, with an explicit order", () => {
    expect(ruleActions({ login }, service, context)).toEqual([
      {
        type: "authenticate-cognito",
        order: 1,
        authenticateCognito: {
          userPoolArn: "pool-arn",
          userPoolClientId: "client",
          userPoolDomain: "domain",
          scope: "openid tasks/read",
          sessionCookieName: "AWSELBAuthSessionCookie-0123abcd",
          sessionTimeout: 600,
          onUnauthenticatedRequest: "authenticate",
        },
      },
      { type: "forward", order: 2, targetGroupArn: "target-group-of-web" },
    ]);
  });

  it.each(["authenticate", "deny", "allow"] as const)(
    "handles unauthenticated requests with %s",
    (onUnauthenticatedRequest) => {
      const [first] = ruleActions(
        { login: { ...login, onUnauthenticatedRequest } },
        service,
        context,
      );

      expect(first).toMatchObject({
        authenticateCognito: { onUnauthenticatedRequest },
      });
    },
  );

  it("adds extra parameters to the authorization request", () => {
    const [first] = ruleActions(
      { login: { ...login, extraParameters: { lang: "de" } } },
      service,
      context,
    );

    expect(first).toMatchObject({
      authenticateCognito: { authenticationRequestExtraParams: { lang: "de" } },
    });
  });

  it("validates a token first and then forwards it", () => {
    const token = { clients: ["billing", "import"], scopes: ["tasks/read", "tasks/write"] };

    expect(ruleActions({ token }, service, context)).toEqual([
      {
        type: "jwt-validation",
        order: 1,
        jwtValidation: {
          issuer: "https://issuer.example.com/pool",
          jwksEndpoint: "https://issuer.example.com/pool/keys",
          additionalClaim: [
            { name: "token_use", format: "single-string", values: ["access"] },
            {
              name: "client_id",
              format: "single-string",
              values: ["id-of-billing", "id-of-import"],
            },
            {
              name: "scope",
              format: "space-separated-values",
              values: ["tasks/read", "tasks/write"],
            },
          ],
        },
      },
      { type: "forward", order: 2, targetGroupArn: "target-group-of-web" },
    ]);
  });

  it("only forwards if the rule is public", () => {
    expect(ruleActions({}, service, context)).toEqual([
      { type: "forward", order: 1, targetGroupArn: "target-group-of-web" },
    ]);
  });

  it.each<[string, Target, object]>([
    [
      "an existing target group",
      { type: "target-group", arn: "arn:of:it" },
      { type: "forward", targetGroupArn: "arn:of:it" },
    ],
    [
      "a fixed response",
      {
        type: "fixed-response",
        statusCode: 404,
        contentType: "text/html",
        messageBody: "<p>Gone</p>",
      },
      {
        type: "fixed-response",
        fixedResponse: {
          statusCode: "404",
          contentType: "text/html",
          messageBody: "<p>Gone</p>",
        },
      },
    ],
    [
      "a redirect",
      {
        type: "redirect",
        statusCode: 301,
        protocol: "HTTPS",
        host: "www.example.com",
        port: "443",
        path: "/new/#{path}",
        query: "#{query}",
      },
      {
        type: "redirect",
        redirect: {
          statusCode: "HTTP_301",
          protocol: "HTTPS",
          host: "www.example.com",
          port: "443",
          path: "/new/#{path}",
          query: "#{query}",
        },
      },
    ],
  ])("ends in %s, with and without login", (_, target, action) => {
    expect(ruleActions({}, target, context)).toEqual([{ ...action, order: 1 }]);
    expect(ruleActions({ login }, target, context)).toEqual([
      expect.objectContaining({ type: "authenticate-cognito", order: 1 }),
      { ...action, order: 2 },
    ]);
  });
});
