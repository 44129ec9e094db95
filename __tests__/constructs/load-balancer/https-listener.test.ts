import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { HttpsListener } from "../../../constructs/load-balancer/https-listener";
import type { RulePlan } from "../../../routing/rule-plan";
import {
  address,
  expose,
  exposed,
  parse,
  reference,
  resourceCounts,
  resources,
  resourcesByName,
  synthStack,
} from "../../support/synth";

const login = {
  scopes: ["openid"],
  onUnauthenticatedRequest: "authenticate",
  sessionCookieName: "AWSELBAuthSessionCookie",
  sessionTimeoutSeconds: 43_200,
  extraParameters: {},
} as const;

const plan: RulePlan = {
  revision: "0a1b2c3d",
  rules: [
    {
      priority: 2340,
      origin: "signOut",
      conditions: { paths: ["/logout", "/signed-out"] },
      target: { type: "service", service: "web" },
    },
    {
      priority: 2341,
      origin: "routes[0]",
      conditions: { paths: ["/api/*"], methods: ["GET"] },
      login: { ...login, onUnauthenticatedRequest: "deny" },
      target: { type: "service", service: "api" },
    },
  ],
  defaultRule: { login, target: { type: "service", service: "web" } },
  sessionCookieNames: ["AWSELBAuthSessionCookie"],
  scopes: ["openid"],
  machineClients: [],
  protectedResources: [],
};

const json = synthStack((stack) => {
  const { rules } = new HttpsListener(stack, "https_listener", {
    loadBalancerArn: "load-balancer-arn",
    certificateArn: "validated-certificate-arn",
    plan,
    context: {
      client: { userPoolArn: "pool-arn", userPoolClientId: "client", userPoolDomain: "domain" },
      targetGroupArnOf: (service) => `target-group-of-${service}`,
      tokenIssuer: { issuer: "issuer", jwksUrl: "keys", machineClientIdOf: (name) => name },
    },
  });
  expose(stack, { rules: rules.map(({ fqn }) => fqn) });
});

const authenticate = (onUnauthenticatedRequest: string) => ({
  type: "authenticate-cognito",
  order: 1,
  authenticate_cognito: {
    user_pool_arn: "pool-arn",
    user_pool_client_id: "client",
    user_pool_domain: "domain",
    scope: "openid",
    session_cookie_name: "AWSELBAuthSessionCookie",
    session_timeout: 43_200,
    on_unauthenticated_request: onUnauthenticatedRequest,
  },
});

describe(HttpsListener, () => {
  it("creates one listener, and a rule for each planned rule", () => {
    expect(resourceCounts(json)).toEqual({
      aws_lb_listener: 1,
      aws_lb_listener_rule: 2,
      terraform_data: 1,
    });
  });

  it("uses the recommended TLS policy and the validated certificate, and requires login by default", () => {
    expect(resources(json, LbListener)).toEqual([
      {
        load_balancer_arn: "load-balancer-arn",
        port: 443,
        protocol: "HTTPS",
        ssl_policy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
        certificate_arn: "validated-certificate-arn",
        default_action: [
          authenticate("authenticate"),
          { type: "forward", order: 2, target_group_arn: "target-group-of-web" },
        ],
      },
    ]);
  });

  it("creates every planned rule with its priority, conditions and actions", () => {
    const listener_arn = reference(json, LbListener, "arn");

    expect(resources(json, LbListenerRule)).toEqual(
      expect.arrayContaining([
        {
          listener_arn,
          priority: 2340,
          condition: [{ path_pattern: { values: ["/logout", "/signed-out"] } }],
          action: [{ type: "forward", order: 1, target_group_arn: "target-group-of-web" }],
          lifecycle: { create_before_destroy: true },
        },
        {
          listener_arn,
          priority: 2341,
          condition: [
            { path_pattern: { values: ["/api/*"] } },
            { http_request_method: { values: ["GET"] } },
          ],
          action: [
            authenticate("deny"),
            { type: "forward", order: 2, target_group_arn: "target-group-of-api" },
          ],
          depends_on: [address(json, LbListenerRule, "https_listener_rules_0a1b2c3d_2340_")],
          lifecycle: { create_before_destroy: true },
        },
      ]),
    );
  });

  it("gives every list of rules addresses of its own, so that no rule is edited into another", () => {
    expect(Object.keys(resourcesByName(json, LbListenerRule))).toEqual([
      expect.stringMatching(/^https_listener_rules_0a1b2c3d_2340_/),
      expect.stringMatching(/^https_listener_rules_0a1b2c3d_2341_/),
    ]);
  });

  it("deletes a list of rules only after the next one is complete", () => {
    const [complete] = Object.values(parse(json).resource?.terraform_data ?? {});

    expect(complete).toEqual({
      input: "0a1b2c3d",
      depends_on: Object.keys(resourcesByName(json, LbListenerRule)).map(
        (name) => `aws_lb_listener_rule.${name}`,
      ),
    });
  });

  it("exposes the listener and all rules as dependencies", () => {
    expect(exposed(json).rules).toEqual([
      `\${${address(json, LbListener)}}`,
      `\${${address(json, LbListenerRule, "https_listener_rules_0a1b2c3d_2340_")}}`,
      `\${${address(json, LbListenerRule, "https_listener_rules_0a1b2c3d_2341_")}}`,
    ]);
  });
});
