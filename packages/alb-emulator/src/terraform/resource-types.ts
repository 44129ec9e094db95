import type { Issues } from "./reader-issues.ts";
import type { ResourceSource } from "./resource-source.ts";

/** Types that become part of the model. */
const supported = new Set([
  "aws_lb",
  "aws_lb_listener",
  "aws_lb_listener_rule",
  "aws_lb_listener_certificate",
  "aws_lb_target_group",
  "aws_lb_target_group_attachment",
  "aws_cognito_user_pool",
  "aws_cognito_user_pool_client",
  "aws_cognito_user_pool_domain",
  "aws_cognito_user_group",
  "aws_cognito_resource_server",
  "aws_cognito_identity_provider",
  "aws_cognito_managed_login_branding",
  "aws_cognito_user_pool_ui_customization",
  "aws_security_group",
  "aws_security_group_rule",
  "aws_vpc_security_group_ingress_rule",
  "aws_vpc_security_group_egress_rule",
]);

/** Types of the same families that have no effect on this machine. */
const withoutEffect = new Set([
  // Programs of this machine take the place of registered targets.
  "aws_lb_target_group_attachment",
  "aws_cognito_log_delivery_configuration",
  "aws_cognito_risk_configuration",
]);

const families = /^aws_(a?lb(_|$)|cognito_|(vpc_)?security_group(_|$))/;

/** Reports every resource that decides about access and would silently be missing. */
export function checkResourceTypes({ resources }: ResourceSource, issues: Issues): void {
  for (const { type, address } of resources) {
    if (!families.test(type) || supported.has(type) || withoutEffect.has(type)) continue;
    issues.add(
      `${address}: the type is not supported by the emulator. Its effect in AWS would silently be missing here. Remove it to emulate the rest.`,
    );
  }
}
