import { isObject, type Json, type JsonObject } from "../../../terraform/terraform-stack.ts";
import { keyValues } from "./key-values.ts";
import type { ResourceMapping } from "./mapping.ts";
import { objectsIn, present, snakeCase } from "./snake-case.ts";

const attributeNames: Readonly<Record<string, string>> = {
  "deregistration_delay.timeout_seconds": "deregistration_delay",
  "slow_start.duration_seconds": "slow_start",
  "load_balancing.algorithm.type": "load_balancing_algorithm_type",
  "load_balancing.algorithm.anomaly_mitigation": "load_balancing_anomaly_mitigation",
  "load_balancing.cross_zone.enabled": "load_balancing_cross_zone_enabled",
  "lambda.multi_value_headers.enabled": "lambda_multi_value_headers_enabled",
  "stickiness.enabled": "stickiness.enabled",
  "stickiness.type": "stickiness.type",
  "stickiness.app_cookie.cookie_name": "stickiness.cookie_name",
};

const withoutEffect = /^(target_group_health|target_failover|target_health_state)\./;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-targetgroup.html */
export const targetGroup: ResourceMapping = {
  type: "aws_lb_target_group",
  ref: "arn",
  values: {
    TargetGroupArn: "arn",
    TargetGroupName: "name",
    TargetGroupFullName: (computed) => computed("arn").split(":").at(-1) ?? "",
  },
  propertyNames: {
    stickiness: "TargetGroupAttributes.stickiness",
    "health_check.path": "HealthCheckPath",
    "health_check.port": "HealthCheckPort",
    "health_check.protocol": "HealthCheckProtocol",
    "health_check.matcher": "Matcher",
  },
  toAttributes: (
    {
      Name: name,
      TargetGroupAttributes: attributes,
      Targets: targets,
      Matcher: matcher,
      HealthCheckEnabled: enabled,
      HealthCheckPath: path,
      HealthCheckPort: port,
      HealthCheckProtocol: protocol,
      HealthCheckIntervalSeconds: interval,
      HealthCheckTimeoutSeconds: timeout,
      // Terraform has defaults of its own for these two.
      HealthyThresholdCount: healthy = 5,
      UnhealthyThresholdCount: unhealthy = 2,
      ...others
    },
    { generatedName },
  ) => ({
    ...snakeCase(others),
    name: name ?? generatedName(32),
    targets: objectsIn(targets).flatMap(({ Id: id }) => (typeof id === "string" ? [id] : [])),
    // Functions have health checks only where they are asked for.
    ...(others.TargetType === "lambda" && enabled !== true && enabled !== "true"
      ? {}
      : {
          health_check: present({
            enabled,
            path,
            port,
            protocol,
            interval,
            timeout,
            healthy_threshold: healthy,
            unhealthy_threshold: unhealthy,
            matcher: objectsIn(matcher).map(({ HttpCode, GrpcCode }) => HttpCode ?? GrpcCode)[0],
          }),
        }),
    ...withStickinessType(
      keyValues(attributes, (key) => {
        if (withoutEffect.test(key)) return undefined;
        if (/^stickiness\..*duration_seconds$/.test(key)) {
          return stickinessDuration(key, attributes);
        }
        return attributeNames[key] ?? key.replaceAll(".", "_");
      }),
    ),
  }),
};

/** Terraform requires the type, and says by the block alone that stickiness is on. */
function withStickinessType({ stickiness, ...attributes }: JsonObject): JsonObject {
  if (!isObject(stickiness)) return attributes;
  return { ...attributes, stickiness: { enabled: false, type: "lb_cookie", ...stickiness } };
}

/** Terraform has one duration, for the cookie of the type that is chosen. */
function stickinessDuration(key: string, attributes: Json | undefined): string | undefined {
  const type = objectsIn(attributes).find(({ Key }) => Key === "stickiness.type")?.Value;
  const applies = key === `stickiness.${type ?? "lb_cookie"}.duration_seconds`;
  return applies ? "stickiness.cookie_duration" : undefined;
}
