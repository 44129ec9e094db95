import { createHash } from "node:crypto";
import { accountId } from "../../terraform/references/synthetic-values.ts";
import type { JsonObject } from "../../terraform/terraform-stack.ts";
import { canonicalType } from "../../terraform/values/canonical-type.ts";
import type { ResourceValues } from "../../terraform/values/resource-values.ts";

/**
 * What a data source finds in AWS, for the types that rules and listeners refer to: values of AWS's shape,
 * derived from its arguments, so that two data sources are told apart, and two that name the same thing
 * are not.
 * @returns empty for other types
 */
export function existingValues({ type, values }: ResourceValues, region: string): JsonObject {
  const elb = `arn:aws:elasticloadbalancing:${region}:${accountId}`;
  const text = (name: string) => (typeof values[name] === "string" ? values[name] : undefined);
  const key = JSON.stringify([type, values.name, values.domain, values.tags, values.user_pool_id]);
  switch (canonicalType(type)) {
    case "aws_lb": {
      const name = text("name") ?? "existing";
      const arn = `${elb}:loadbalancer/app/${name}/${hex(key, 16)}`;
      return { arn, id: arn, name, dns_name: `${name}-${digits(key)}.${region}.elb.amazonaws.com` };
    }
    case "aws_lb_listener": {
      const loadBalancer =
        text("load_balancer_arn") ?? `${elb}:loadbalancer/app/existing/${hex(key, 16)}`;
      const port = typeof values.port === "number" && values.port > 0 ? values.port : 443;
      const arn = `${loadBalancer.replace(":loadbalancer/", ":listener/")}/${hex(`${key}${port}`, 16)}`;
      const protocol = port === 80 ? "HTTP" : "HTTPS";
      return { arn, id: arn, load_balancer_arn: loadBalancer, port, protocol };
    }
    case "aws_lb_target_group": {
      const name = text("name") ?? "existing";
      const arn = `${elb}:targetgroup/${name}/${hex(key, 16)}`;
      return { arn, id: arn, name };
    }
    case "aws_acm_certificate":
      return { arn: `arn:aws:acm:${region}:${accountId}:certificate/${uuid(key)}` };
    case "aws_security_group":
      return { id: `sg-0${hex(key, 16)}` };
    case "aws_cognito_user_pools": {
      const id = `${region}_${hex(key, 9)}`;
      return { ids: [id], arns: [poolArn(id, region)] };
    }
    case "aws_cognito_user_pool": {
      const id = text("user_pool_id") ?? `${region}_${hex(key, 9)}`;
      return { arn: poolArn(id, region), id };
    }
    case "aws_cognito_user_pool_clients":
      return { client_ids: [hex(key, 26)] };
    default:
      return {};
  }
}

function poolArn(id: string, region: string): string {
  return `arn:aws:cognito-idp:${region}:${accountId}:userpool/${id}`;
}

function hex(key: string, length: number): string {
  return createHash("sha256").update(key).digest("hex").slice(0, length);
}

function digits(key: string): string {
  return String(Number.parseInt(hex(key, 8), 16)).padStart(10, "0");
}

function uuid(key: string): string {
  return hex(key, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
