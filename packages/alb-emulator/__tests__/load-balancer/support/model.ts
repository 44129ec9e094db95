import type {
  Action,
  Condition,
  FixedResponseAction,
  ForwardAction,
  LoadBalancerModel,
  Rule,
  SecurityGroupRule,
} from "../../../src/model/load-balancer.ts";
import type {
  AuthenticateCognitoAction,
  AuthenticateOidcAction,
} from "../../../src/model/login-action.ts";

export const arn =
  "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/example/0123456789abcdef";
export const targetGroupArn =
  "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/app-web/0123456789abcdef";
export const host = "app.example.com";
export const issuer = "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_abcdefghi";
export const userPoolBaseUrl = "https://example.auth.eu-central-1.amazoncognito.com";
export const clientId = "client0123456789abcdefghij";

export const forward: ForwardAction = {
  type: "forward",
  targetGroups: [{ arn: targetGroupArn, weight: 1 }],
};

/** An authenticate action with AWS's defaults. */
export function login(options: Partial<AuthenticateCognitoAction> = {}): AuthenticateCognitoAction {
  return {
    type: "authenticate-cognito",
    userPoolArn: "arn:aws:cognito-idp:eu-central-1:123456789012:userpool/eu-central-1_abcdefghi",
    userPoolDomain: "example",
    scope: "openid",
    sessionCookieName: "AWSELBAuthSessionCookie",
    sessionTimeoutSeconds: 604_800,
    onUnauthenticatedRequest: "authenticate",
    extraParameters: {},
    provider: {
      issuer,
      baseUrl: userPoolBaseUrl,
      clientId,
      clientName: "example",
      clientSecret: "secret",
      allowedOAuthFlows: ["code"],
      allowedOAuthScopes: ["openid", "email", "tasks/read"],
      callbackUrls: [`https://${host}/oauth2/idpresponse`],
    },
    ...options,
  };
}

/** An authenticate action for an identity provider with endpoints of its own. */
export function oidcLogin(options: Partial<AuthenticateOidcAction> = {}): AuthenticateOidcAction {
  return {
    type: "authenticate-oidc",
    scope: "openid",
    sessionCookieName: "AWSELBAuthSessionCookie",
    sessionTimeoutSeconds: 604_800,
    onUnauthenticatedRequest: "authenticate",
    extraParameters: {},
    provider: {
      issuer: "https://id.example.org/realms/people",
      authorizationEndpoint: "https://id.example.org/realms/people/authorize",
      tokenEndpoint: "https://id.example.org/realms/people/token",
      userInfoEndpoint: "https://api.example.org/userinfo",
      clientId,
      clientSecret: "secret",
    },
    ...options,
  };
}

export function rule(
  priority: number | "default",
  conditions: readonly Condition[],
  ...actions: readonly Action[]
): Rule {
  return {
    arn: `${arn.replace(":loadbalancer/", ":listener-rule/")}/1/${priority}`,
    address: `aws_lb_listener_rule.rule_${priority}`,
    priority,
    conditions,
    actions,
  };
}

export function paths(...values: readonly string[]): Condition {
  return { field: "path-pattern", values };
}

export function tcpRule(port: number, peer: SecurityGroupRule["peer"]): SecurityGroupRule {
  return { address: "aws_security_group.a", protocol: "tcp", fromPort: port, toPort: port, peer };
}

/** A load balancer with one HTTPS listener; its default rule authenticates. */
export function model(
  rules: readonly Rule[] = [],
  options: Partial<LoadBalancerModel> & { readonly defaultRule?: Rule } = {},
): LoadBalancerModel {
  const { defaultRule = rule("default", [], login(), forward), ...others } = options;
  const anywhere = { cidr: "0.0.0.0/0" };
  return {
    application: "app",
    name: "example",
    arn,
    region: "eu-central-1",
    dnsName: "example-1234567890.eu-central-1.elb.amazonaws.com",
    hostNames: [host],
    idleTimeoutSeconds: 60,
    dropInvalidHeaderFields: true,
    preserveHostHeader: false,
    xffHeaderProcessingMode: "append",
    listeners: [
      {
        arn: arn.replace(":loadbalancer/", ":listener/"),
        address: "aws_lb_listener.https",
        protocol: "HTTPS",
        port: 443,
        certificateArn: "arn:aws:acm:eu-central-1:123456789012:certificate/1",
        rules: [...rules],
        defaultRule,
      },
    ],
    targetGroups: [
      {
        arn: targetGroupArn,
        name: "app-web",
        address: "aws_lb_target_group.web",
        service: "web",
        port: 8080,
        protocol: "HTTP",
        protocolVersion: "HTTP1",
        healthCheck: {
          enabled: false,
          path: "/healthz",
          intervalSeconds: 15,
          timeoutSeconds: 5,
          healthyThreshold: 2,
          unhealthyThreshold: 2,
          matcher: "200",
        },
      },
    ],
    network: {
      securityGroupIds: ["sg-1"],
      ingress: [tcpRule(443, anywhere), tcpRule(80, anywhere)],
      egress: [tcpRule(443, anywhere), tcpRule(8080, { securityGroupId: "sg-2" })],
      targetIngress: {
        [targetGroupArn]: {
          securityGroupIds: ["sg-2"],
          ingress: [tcpRule(8080, { securityGroupId: "sg-1" })],
        },
      },
    },
    services: [],
    ...others,
  };
}

export const fixed: FixedResponseAction = {
  type: "fixed-response",
  statusCode: 200,
  contentType: undefined,
  messageBody: "x",
};

const httpListener = (actions: readonly Action[]) => ({
  arn: "arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/example/1/2",
  address: "aws_lb_listener.http",
  protocol: "HTTP" as const,
  port: 80,
  certificateArn: undefined,
  rules: [],
  defaultRule: rule("default", [], ...actions),
});

/** A load balancer with an HTTP listener as well, whose default rule has these actions. */
export const withListener = (actions: readonly Action[]): LoadBalancerModel => {
  const base = model();
  return { ...base, listeners: [...base.listeners, httpListener(actions)] };
};
