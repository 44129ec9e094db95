import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { JsonObject } from "../../src/terraform/terraform-stack.ts";

const backend = (stack: string): JsonObject => ({ local: { path: `../state/${stack}.tfstate` } });
const provider: JsonObject = { aws: [{ region: "eu-central-1" }] };

const remote = (name: string, stack: string): JsonObject => ({
  [name]: { backend: "local", config: { path: `../state/${stack}.tfstate` } },
});
const ofEdge = (output: string) => `\${data.terraform_remote_state.edge.outputs.${output}}`;
const ofIdentity = (output: string) => `\${data.terraform_remote_state.identity.outputs.${output}}`;

const identity: JsonObject = {
  terraform: { backend: backend("shared-identity") },
  provider,
  resource: {
    aws_cognito_user_pool: {
      pool: {
        name: "company",
        username_attributes: ["email"],
        admin_create_user_config: { allow_admin_create_user_only: true },
      },
    },
    aws_cognito_user_pool_domain: {
      domain: { domain: "company-login", user_pool_id: "${aws_cognito_user_pool.pool.id}" },
    },
  },
  output: {
    user_pool_id: { value: "${aws_cognito_user_pool.pool.id}" },
    user_pool_arn: { value: "${aws_cognito_user_pool.pool.arn}" },
    user_pool_domain: { value: "${aws_cognito_user_pool_domain.domain.domain}" },
    issuer: { value: "https://${aws_cognito_user_pool.pool.endpoint}" },
  },
};

const edge: JsonObject = {
  terraform: { backend: backend("edge") },
  provider,
  resource: {
    aws_lb: {
      edge: { name: "company-edge", security_groups: ["${aws_security_group.edge.id}"] },
    },
    aws_security_group: { edge: { name: "company-edge" } },
    aws_vpc_security_group_ingress_rule: {
      https: groupRule("${aws_security_group.edge.id}", 443, { cidr_ipv4: "0.0.0.0/0" }),
    },
    aws_vpc_security_group_egress_rule: {
      cognito: groupRule("${aws_security_group.edge.id}", 443, { cidr_ipv4: "0.0.0.0/0" }),
    },
    aws_acm_certificate: { edge: { domain_name: "edge.example.com" } },
    aws_lb_listener: {
      https: {
        load_balancer_arn: "${aws_lb.edge.arn}",
        port: 443,
        protocol: "HTTPS",
        certificate_arn: "${aws_acm_certificate.edge.arn}",
        default_action: [
          {
            type: "fixed-response",
            fixed_response: { status_code: "404", content_type: "text/plain", message_body: "-" },
          },
        ],
      },
    },
  },
  output: {
    load_balancer_arn: { value: "${aws_lb.edge.arn}" },
    load_balancer_dns_name: { value: "${aws_lb.edge.dns_name}" },
    load_balancer_security_group_id: { value: "${aws_security_group.edge.id}" },
    https_listener_arn: { value: "${aws_lb_listener.https.arn}" },
  },
};

function groupRule(group: string, port: number, peer: JsonObject): JsonObject {
  return {
    security_group_id: group,
    ip_protocol: "tcp",
    from_port: port,
    to_port: port,
    ...peer,
  };
}

/** One application behind the edge, with its own client, certificate, rules and a service `web`. */
function application(name: string, slot: number): JsonObject {
  const host = `${name}.example.com`;
  const cookie = `AWSELBAuthSessionCookie-${name}-c05e4ade`;
  const forward = { order: 2, type: "forward", target_group_arn: "${aws_lb_target_group.web.arn}" };
  const login = {
    order: 1,
    type: "authenticate-cognito",
    authenticate_cognito: {
      scope: "openid email",
      session_cookie_name: cookie,
      user_pool_arn: ofIdentity("user_pool_arn"),
      user_pool_client_id: "${aws_cognito_user_pool_client.client.id}",
      user_pool_domain: ofIdentity("user_pool_domain"),
    },
  };
  const rule = (number: number, condition: JsonObject[], action: JsonObject[]) => ({
    listener_arn: ofEdge("https_listener_arn"),
    priority: slot * 1000 + number,
    condition: [{ host_header: { values: [host] } }, ...condition],
    action,
  });
  const environment = {
    ALB_ARN: ofEdge("load_balancer_arn"),
    COGNITO_CLIENT_ID: "${aws_cognito_user_pool_client.client.id}",
    COGNITO_ISSUER: ofIdentity("issuer"),
    LOG_LEVEL: name,
  };
  return {
    terraform: { backend: backend(name) },
    provider,
    data: {
      terraform_remote_state: {
        ...remote("edge", "edge"),
        ...remote("identity", "shared-identity"),
      },
    },
    resource: {
      aws_acm_certificate: { certificate: { domain_name: host } },
      aws_lb_listener_certificate: {
        certificate: {
          listener_arn: ofEdge("https_listener_arn"),
          certificate_arn: "${aws_acm_certificate.certificate.arn}",
        },
      },
      aws_route53_record: {
        alias: { name: host, type: "A", alias: { name: ofEdge("load_balancer_dns_name") } },
      },
      aws_cognito_user_pool_client: {
        client: {
          name,
          user_pool_id: ofIdentity("user_pool_id"),
          generate_secret: true,
          allowed_oauth_flows_user_pool_client: true,
          allowed_oauth_flows: ["code"],
          allowed_oauth_scopes: ["openid", "email"],
          callback_urls: [`https://${host}/oauth2/idpresponse`],
          logout_urls: [`https://${host}/signed-out`],
        },
      },
      aws_lb_target_group: { web: { name: `${name}-web`, port: 8080, protocol: "HTTP" } },
      aws_lb_listener_rule: {
        public: rule(0, [{ path_pattern: { values: ["/public/*"] } }], [forward]),
        rest: rule(999, [], [login, forward]),
      },
      aws_security_group: { web: { name: `${name}-web` } },
      aws_vpc_security_group_ingress_rule: {
        web: groupRule("${aws_security_group.web.id}", 8080, {
          referenced_security_group_id: ofEdge("load_balancer_security_group_id"),
        }),
      },
      aws_vpc_security_group_egress_rule: {
        web: groupRule(ofEdge("load_balancer_security_group_id"), 8080, {
          referenced_security_group_id: "${aws_security_group.web.id}",
        }),
      },
      aws_ecs_task_definition: {
        web: {
          family: `${name}-web`,
          container_definitions: JSON.stringify([
            {
              name: "web",
              image: "web",
              environment: Object.entries(environment).map(([key, value]) => ({
                name: key,
                value,
              })),
            },
          ]),
        },
      },
      aws_ecs_service: {
        web: {
          name: "web",
          task_definition: "${aws_ecs_task_definition.web.arn}",
          network_configuration: { security_groups: ["${aws_security_group.web.id}"] },
          load_balancer: [
            {
              target_group_arn: "${aws_lb_target_group.web.arn}",
              container_name: "web",
              container_port: 8080,
            },
          ],
        },
      },
    },
  };
}

/**
 * A user pool, a load balancer, and applications behind it, each in a stack of its own: they read one
 * another's states.
 */
export function edgeStacks(names: readonly string[]): { name: string; json: JsonObject }[] {
  return [
    { name: "shared-identity", json: identity },
    { name: "edge", json: edge },
    ...names.map((name, index) => ({ name, json: application(name, index + 1) })),
  ];
}

/** Writes the stacks as CDKTF does. */
export function writeEdgeStacks(folder: string, names: readonly string[]): void {
  for (const { name, json } of edgeStacks(names)) {
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, "cdk.tf.json"), JSON.stringify(json));
  }
}

/** Writes the stack `<name>-before`: the same application with a load balancer of its own, and no DNS record. */
export function writeOwnLoadBalancer(folder: string, name: string): void {
  const text = JSON.stringify(application(name, 1))
    .replaceAll(ofEdge("https_listener_arn"), "${aws_lb_listener.https.arn}")
    .replaceAll(ofEdge("load_balancer_arn"), "${aws_lb.edge.arn}")
    .replaceAll(ofEdge("load_balancer_dns_name"), "${aws_lb.edge.dns_name}")
    .replaceAll(ofEdge("load_balancer_security_group_id"), "${aws_security_group.edge.id}")
    .replaceAll(`../state/${name}.tfstate`, `../state/${name}-before.tfstate`);
  const {
    aws_route53_record: _record,
    aws_lb_listener_certificate: _added,
    ...resources
  } = JSON.parse(text).resource;
  const { aws_acm_certificate: _certificate, ...own } = JSON.parse(JSON.stringify(edge.resource));
  const merged = Object.fromEntries(
    [...new Set([...Object.keys(resources), ...Object.keys(own)])].map((type) => [
      type,
      { ...own[type], ...resources[type] },
    ]),
  );
  merged.aws_lb_listener.https.certificate_arn = "${aws_acm_certificate.certificate.arn}";
  merged.aws_lb.edge.name = `company-${name}`;
  mkdirSync(join(folder, `${name}-before`), { recursive: true });
  writeFileSync(
    join(folder, `${name}-before`, "cdk.tf.json"),
    JSON.stringify({ ...JSON.parse(text), resource: merged }),
  );
}
