import * as z from "zod";
import { block, boolean, ignoring, metaArguments, number } from "./builders.ts";
import { secret } from "./secrets.ts";

export const healthCheck = z.strictObject({
  enabled: boolean.default(true),
  path: z.string().default("/"),
  port: z.union([z.literal("traffic-port"), number]).default("traffic-port"),
  protocol: z.enum(["HTTP", "HTTPS"]).default("HTTP"),
  interval: number.default(30),
  timeout: number.default(5),
  healthy_threshold: number.default(3),
  unhealthy_threshold: number.default(3),
  matcher: z.string().default("200"),
});

/** @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb_target_group */
export const targetGroupSchema = z.strictObject({
  ...metaArguments,
  ...ignoring(
    "connection_termination",
    "deregistration_delay",
    "ip_address_type",
    "load_balancing_algorithm_type",
    "load_balancing_anomaly_mitigation",
    "load_balancing_cross_zone_enabled",
    "name_prefix",
    "preserve_client_ip",
    "proxy_protocol_v2",
    "slow_start",
    "target_control_port",
    "target_failover",
    "target_group_health",
    "target_health_state",
    "vpc_id",
  ),
  name: z.string().optional(),
  port: number.default(80),
  protocol: z.enum(["HTTP", "HTTPS"]).default("HTTP"),
  protocol_version: z.enum(["HTTP1", "HTTP2", "GRPC"]).default("HTTP1"),
  target_type: z
    .enum(["instance", "ip", "lambda"], "the emulator supports instance, ip and lambda")
    .default("instance"),
  lambda_multi_value_headers_enabled: boolean.default(false),
  /** Ids of the targets that CloudFormation registers. */
  targets: z.array(secret).default([]),
  health_check: block(healthCheck).optional(),
  stickiness: block(
    z.strictObject({
      enabled: boolean.default(true),
      type: z.enum(
        ["lb_cookie", "app_cookie"],
        "application load balancers support lb_cookie and app_cookie",
      ),
      cookie_duration: number.default(86_400),
      cookie_name: z.string().default(""),
    }),
  ).optional(),
});
