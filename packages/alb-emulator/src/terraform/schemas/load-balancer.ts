import * as z from "zod";
import { boolean, ignoring, metaArguments, number } from "./builders.ts";

/** @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb */
export const loadBalancerSchema = z.strictObject({
  ...metaArguments,
  ...ignoring(
    "access_logs",
    "client_keep_alive",
    "connection_logs",
    "health_check_logs",
    "customer_owned_ipv4_pool",
    "desync_mitigation_mode",
    "enable_cross_zone_load_balancing",
    "enable_deletion_protection",
    "enable_http2",
    "enable_waf_fail_open",
    "enable_zonal_shift",
    "internal",
    "ip_address_type",
    "ipam_pools",
    "minimum_load_balancer_capacity",
    "name_prefix",
    "subnet_mapping",
    "subnets",
  ),
  name: z.string().optional(),
  load_balancer_type: z
    .literal("application", "only application load balancers can sign users in")
    .default("application"),
  security_groups: z.array(z.string()).default([]),
  idle_timeout: number.default(60),
  drop_invalid_header_fields: boolean.default(false),
  xff_header_processing_mode: z.enum(["append", "preserve", "remove"]).default("append"),
  enable_xff_client_port: z.literal(false).default(false),
  preserve_host_header: boolean.default(false),
  enable_tls_version_and_cipher_suite_headers: z.literal(false).default(false),
});

/** A network or gateway load balancer. */
export const otherLoadBalancerSchema = z.looseObject({ load_balancer_type: z.string() });
