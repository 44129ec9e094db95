import { createHash } from "node:crypto";

/** What a synthetic value is derived from. */
export interface SyntheticContext {
  readonly stack: string;
  readonly resource: string;
  readonly region: string;
  /** @default - the account number of AWS's own examples */
  readonly account?: string;
  /** An attribute of the same resource as text, "" where it has none. */
  readonly attribute: (name: string) => string;
}

type Synthesize = (context: SyntheticContext) => string;

/** The account number of AWS's own examples. */
export const accountId = "123456789012";

/**
 * Attributes that are known only after apply. Those that the emulator needs get a value of AWS's
 * shape, derived from the resource's address: the same one at every start.
 */
const syntheticValues: Readonly<Record<string, Readonly<Record<string, Synthesize>>>> = {
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
      `arn:aws:cognito-idp:${context.region}:${accountOf(context)}:userpool/${userPoolId(context)}`,
    endpoint: (context) => `cognito-idp.${context.region}.amazonaws.com/${userPoolId(context)}`,
  },
  aws_cognito_user_pool_client: {
    id: (context) => alphanumeric(context, "id", 26),
    client_secret: (context) => alphanumeric(context, "secret", 51),
  },
  aws_lambda_function: {
    arn: lambdaArn,
    id: (context) => context.attribute("function_name"),
    qualified_arn: (context) => `${lambdaArn(context)}:1`,
    version: () => "1",
  },
  aws_lambda_alias: {
    arn: (context) => {
      const name = context.attribute("function_name");
      const arn = name.startsWith("arn:") ? name : lambdaArn(context);
      return `${arn}:${context.attribute("name")}`;
    },
  },
  aws_cognito_user_pool_domain: {
    // Terraform's id of a domain is the domain itself.
    id: (context) => context.attribute("domain"),
    cloudfront_distribution: (context) => `d${hex(context, "distribution", 13)}.cloudfront.net`,
    // The same for every distribution.
    cloudfront_distribution_zone_id: () => "Z2FDTNDATAQYW2",
  },
  aws_s3_bucket: { id: bucketName, bucket: bucketName },
  aws_ecs_cluster: {
    arn: (context) =>
      `arn:aws:ecs:${context.region}:${accountOf(context)}:cluster/${context.attribute("name")}`,
  },
  aws_ecs_task_definition: {
    revision: () => "1",
    arn: (context) =>
      `arn:aws:ecs:${context.region}:${accountOf(context)}:task-definition/${context.attribute("family")}:1`,
  },
  aws_ecr_repository: {
    repository_url: (context) =>
      `${accountOf(context)}.dkr.ecr.${context.region}.amazonaws.com/${context.attribute("name")}`,
  },
};

/** @returns `undefined` for an attribute that the emulator does not need */
export function syntheticValue(type: string, attribute: string, context: SyntheticContext) {
  return syntheticValues[type]?.[attribute]?.(context);
}

/** The attributes of a type that have a synthetic value. */
export function syntheticAttributes(type: string): readonly string[] {
  return Object.keys(syntheticValues[type] ?? {});
}

function loadBalancerArn(context: SyntheticContext): string {
  const name = context.attribute("name") || `tf-lb-${hex(context, "name", 16)}`;
  return `arn:aws:elasticloadbalancing:${context.region}:${accountOf(context)}:loadbalancer/app/${name}/${hex(context, "arn", 16)}`;
}

function listenerArn(context: SyntheticContext): string {
  const loadBalancer = context.attribute("load_balancer_arn");
  return `${loadBalancer.replace(":loadbalancer/", ":listener/")}/${hex(context, "arn", 16)}`;
}

function ruleArn(context: SyntheticContext): string {
  const listener = context.attribute("listener_arn");
  return `${listener.replace(":listener/", ":listener-rule/")}/${hex(context, "arn", 16)}`;
}

function lambdaArn(context: SyntheticContext): string {
  return `arn:aws:lambda:${context.region}:${accountOf(context)}:function:${context.attribute("function_name")}`;
}

function bucketName(context: SyntheticContext): string {
  return (
    context.attribute("bucket") || context.attribute("bucket_prefix") + digits(context, "id", 26)
  );
}

function targetGroupName(context: SyntheticContext): string {
  // Terraform appends a timestamp and a counter to a prefix.
  return (context.attribute("name_prefix") || "tf-") + digits(context, "name", 26);
}

function targetGroupArn(context: SyntheticContext): string {
  const name = context.attribute("name") || targetGroupName(context);
  return `arn:aws:elasticloadbalancing:${context.region}:${accountOf(context)}:targetgroup/${name.slice(0, 32)}/${hex(context, "arn", 16)}`;
}

function certificateArn(context: SyntheticContext): string {
  const id = hex(context, "arn", 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  return `arn:aws:acm:${context.region}:${accountOf(context)}:certificate/${id}`;
}

function userPoolId(context: SyntheticContext): string {
  return `${context.region}_${alphanumeric(context, "id", 9)}`;
}

function accountOf({ account = accountId }: SyntheticContext): string {
  return account;
}

function hash({ stack, resource }: SyntheticContext, purpose: string): Buffer {
  return createHash("sha512")
    .update(JSON.stringify([stack, resource, purpose]))
    .digest();
}

function hex(context: SyntheticContext, purpose: string, length: number): string {
  return hash(context, purpose).toString("hex").slice(0, length);
}

function digits(context: SyntheticContext, purpose: string, length: number): string {
  return spell(hash(context, purpose), "0123456789", length);
}

/** Letters and digits, derived from a resource's address: the same ones at every start. */
export function syntheticText(stack: string, resource: string, length: number): string {
  const bytes = createHash("sha512")
    .update(JSON.stringify([stack, resource, "text"]))
    .digest();
  return spell(bytes, "abcdefghijklmnopqrstuvwxyz0123456789", length);
}

function alphanumeric(context: SyntheticContext, purpose: string, length: number): string {
  return spell(hash(context, purpose), "abcdefghijklmnopqrstuvwxyz0123456789", length);
}

function spell(bytes: Buffer, alphabet: string, length: number): string {
  return [...bytes.subarray(0, length)].map((byte) => alphabet[byte % alphabet.length]).join("");
}
