import type { RuleOrigin } from "../model/load-balancer.ts";

/** Where rules are declared, by stack, then by Terraform address, such as `aws_lb_listener_rule.api`. */
export type RuleOrigins = Readonly<Record<string, Readonly<Record<string, RuleOrigin>>>>;
