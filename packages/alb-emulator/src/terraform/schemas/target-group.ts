import * as z from "zod";
import { block, boolean, ignoring, metaArguments, number } from "./builders.ts";

const healthCheck = z.strictObject({
  enabled: boolean.default(true),
  path: z.string().default("/"),
  port: z.literal("traffic-port").default("traffic-port"),
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
    "lambda_multi_value_headers_enabled",
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
    "target_type",
    "vpc_id",
  ),
  name: z.string().optional(),
  port: number.default(80),
  protocol: z.enum(["HTTP", "HTTPS"]).default("HTTP"),
  protocol_version: z.enum(["HTTP1", "HTTP2", "GRPC"]).default("HTTP1"),
  health_check: block(healthCheck).prefault({}),
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
