import { createHash } from "node:crypto";

/** What a made-up value may be derived from. */
export interface MadeUpContext {
  readonly stack: string;
  readonly resource: string;
  readonly region: string;
  /** An attribute of the same resource as text, "" where it has none. */
  readonly attribute: (name: string) => string;
}

type MakeUp = (context: MadeUpContext) => string;

/** AWS's documentation uses this account number; it belongs to nobody. */
export const accountId = "123456789012";

/**
 * Attributes that exist only once AWS has made the resource. Those that the stand-in needs get a
 * value of AWS's shape, derived from the resource's address: the same one at every start.
 */
const madeUp: Readonly<Record<string, Readonly<Record<string, MakeUp>>>> = {
  aws_lb: {
    arn: loadBalancerArn,
    id: loadBalancerArn,
    arn_suffix: (context) => loadBalancerArn(context).split(":loadbalancer/")[1] ?? "",
    dns_name: (context) =>
      `${context.attribute("name")}-${digits(context, "dns", 10)}.${context.region}.elb.amazonaws.com`,
    zone_id: (context) => `Z${alphanumeric(context, "zone", 13).toUpperCase()}`,
  },
  aws_lb_listener: { arn: listenerArn, id: listenerArn },
  aws_lb_listener_rule: { arn: ruleArn, id: ruleArn },
  aws_lb_target_group: { arn: targetGroupArn, id: targetGroupArn, name: targetGroupName },
  aws_acm_certificate: { arn: certificateArn, id: certificateArn },
  aws_security_group: { id: (context) => `sg-0${hex(context, "id", 16)}` },
  aws_cognito_user_pool: {
    id: userPoolId,
    arn: (context) =>
      `arn:aws:cognito-idp:${context.region}:${accountId}:userpool/${userPoolId(context)}`,
    endpoint: (context) => `cognito-idp.${context.region}.amazonaws.com/${userPoolId(context)}`,
  },
  aws_cognito_user_pool_client: {
    id: (context) => alphanumeric(context, "id", 26),
    client_secret: (context) => alphanumeric(context, "secret", 51),
  },
  aws_ecs_cluster: {
    arn: (context) =>
      `arn:aws:ecs:${context.region}:${accountId}:cluster/${context.attribute("name")}`,
  },
  aws_ecs_task_definition: {
    arn: (context) =>
      `arn:aws:ecs:${context.region}:${accountId}:task-definition/${context.attribute("family")}:1`,
  },
  aws_ecr_repository: {
    repository_url: (context) =>
      `${accountId}.dkr.ecr.${context.region}.amazonaws.com/${context.attribute("name")}`,
  },
};

/** `undefined` for an attribute that the stand-in does not make up. */
export function makeUp(type: string, attribute: string, context: MadeUpContext) {
  return madeUp[type]?.[attribute]?.(context);
}

function loadBalancerArn(context: MadeUpContext): string {
  const name = context.attribute("name") || `tf-lb-${hex(context, "name", 16)}`;
  return `arn:aws:elasticloadbalancing:${context.region}:${accountId}:loadbalancer/app/${name}/${hex(context, "arn", 16)}`;
}

function listenerArn(context: MadeUpContext): string {
  const loadBalancer = context.attribute("load_balancer_arn");
  return `${loadBalancer.replace(":loadbalancer/", ":listener/")}/${hex(context, "arn", 16)}`;
}

function ruleArn(context: MadeUpContext): string {
  const listener = context.attribute("listener_arn");
  return `${listener.replace(":listener/", ":listener-rule/")}/${hex(context, "arn", 16)}`;
}

function targetGroupName(context: MadeUpContext): string {
  // Terraform puts a time and a counter behind a prefix.
  return (context.attribute("name_prefix") || "tf-") + digits(context, "name", 26);
}

function targetGroupArn(context: MadeUpContext): string {
  const name = context.attribute("name") || targetGroupName(context);
  return `arn:aws:elasticloadbalancing:${context.region}:${accountId}:targetgroup/${name.slice(0, 32)}/${hex(context, "arn", 16)}`;
}

function certificateArn(context: MadeUpContext): string {
  const id = hex(context, "arn", 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  return `arn:aws:acm:${context.region}:${accountId}:certificate/${id}`;
}

function userPoolId(context: MadeUpContext): string {
  return `${context.region}_${alphanumeric(context, "id", 9)}`;
}

function hash({ stack, resource }: MadeUpContext, purpose: string): Buffer {
  return createHash("sha512")
    .update(JSON.stringify([stack, resource, purpose]))
    .digest();
}

function hex(context: MadeUpContext, purpose: string, length: number): string {
  return hash(context, purpose).toString("hex").slice(0, length);
}

function digits(context: MadeUpContext, purpose: string, length: number): string {
  return spell(hash(context, purpose), "0123456789", length);
}

function alphanumeric(context: MadeUpContext, purpose: string, length: number): string {
  return spell(hash(context, purpose), "abcdefghijklmnopqrstuvwxyz0123456789", length);
}

function spell(bytes: Buffer, alphabet: string, length: number): string {
  return [...bytes.subarray(0, length)].map((byte) => alphabet[byte % alphabet.length]).join("");
}
