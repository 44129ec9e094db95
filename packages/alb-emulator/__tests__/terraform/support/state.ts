import type { JsonObject } from "../../../src/terraform/terraform-stack.ts";
import type { ResourceValues } from "../../../src/terraform/values/resource-values.ts";

const account = "eu-west-1:123456789012";
const elb = `arn:aws:elasticloadbalancing:${account}`;

export const arnOf = {
  loadBalancer: (name: string) => `${elb}:loadbalancer/app/${name}/0123456789abcdef`,
  listener: (loadBalancer: string, port: number) =>
    `${elb}:listener/app/${loadBalancer}/0123456789abcdef/${port}`,
  targetGroup: (name: string) => `${elb}:targetgroup/${name}/0123456789abcdef`,
  certificate: `arn:aws:acm:${account}:certificate/11111111-2222-4333-8444-555555555555`,
  userPool: (id: string) => `arn:aws:cognito-idp:${account}:userpool/eu-west-1_${id}`,
};

/** One resource of a state; its name in Terraform is `name`. */
export function resource(type: string, name: string, values: JsonObject): ResourceValues {
  return { application: "root", address: `${type}.${name}`, type, name, values };
}

/** A user pool with its domain and one app client that may sign in at the host names. */
export function userPool(id: string, hosts: readonly string[], scopes: readonly string[] = []) {
  const poolId = `eu-west-1_${id}`;
  return [
    resource("aws_cognito_user_pool", id, {
      id: poolId,
      arn: arnOf.userPool(id),
      endpoint: `cognito-idp.eu-west-1.amazonaws.com/${poolId}`,
      name: id,
    }),
    resource("aws_cognito_user_pool_domain", id, { domain: `${id}-login`, user_pool_id: poolId }),
    userPoolClient(id, hosts, scopes),
  ];
}

export function userPoolClient(id: string, hosts: readonly string[], scopes: readonly string[]) {
  return resource("aws_cognito_user_pool_client", id, {
    id: `client-${id}`,
    client_secret: "from-aws",
    generate_secret: true,
    name: id,
    user_pool_id: `eu-west-1_${id}`,
    allowed_oauth_flows_user_pool_client: true,
    allowed_oauth_flows: ["code"],
    allowed_oauth_scopes: ["openid", ...scopes],
    callback_urls: hosts.map((host) => `https://${host}/oauth2/idpresponse`),
    logout_urls: hosts.map((host) => `https://${host}/signed-out`),
  });
}

export function loadBalancer(name: string) {
  const arn = arnOf.loadBalancer(name);
  return resource("aws_lb", name, { arn, id: arn, name, dns_name: `${name}.elb.amazonaws.com` });
}

/** @param actions of the default rule */
export function listener(
  name: string,
  protocol: "HTTP" | "HTTPS",
  port: number,
  actions: JsonObject[],
) {
  return resource("aws_lb_listener", `${name}-${port}`, {
    arn: arnOf.listener(name, port),
    load_balancer_arn: arnOf.loadBalancer(name),
    port,
    protocol,
    ...(protocol === "HTTPS" && { certificate_arn: arnOf.certificate }),
    default_action: actions,
  });
}

export function rule(
  listenerArn: string,
  priority: number,
  condition: JsonObject,
  actions: JsonObject[],
) {
  return resource("aws_lb_listener_rule", `rule-${priority}`, {
    arn: `${listenerArn.replace(":listener/", ":listener-rule/")}/${priority}`,
    listener_arn: listenerArn,
    priority,
    condition: [condition],
    action: actions,
  });
}

export const paths = (...values: string[]): JsonObject => ({ path_pattern: [{ values }] });
export const hosts = (...values: string[]): JsonObject => ({ host_header: [{ values }] });

export function login(pool: string, attributes: JsonObject = {}): JsonObject {
  return {
    type: "authenticate-cognito",
    authenticate_cognito: [
      {
        user_pool_arn: arnOf.userPool(pool),
        user_pool_client_id: `client-${pool}`,
        user_pool_domain: `${pool}-login`,
        ...attributes,
      },
    ],
  };
}

export const forwardTo = (name: string): JsonObject => ({
  type: "forward",
  target_group_arn: arnOf.targetGroup(name),
});

export const fixed = (body: string): JsonObject => ({
  type: "fixed-response",
  fixed_response: [{ content_type: "text/plain", message_body: body, status_code: "200" }],
});
