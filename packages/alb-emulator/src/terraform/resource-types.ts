import type { Problems } from "./reader-issues.ts";
import { objectAt, type TerraformStack } from "./terraform-stack.ts";

/** Types that the reader turns into the model. */
const read = new Set([
  "aws_lb",
  "aws_lb_listener",
  "aws_lb_listener_rule",
  "aws_lb_target_group",
  "aws_cognito_user_pool",
  "aws_cognito_user_pool_client",
  "aws_cognito_user_pool_domain",
  "aws_cognito_user_group",
  "aws_cognito_resource_server",
  "aws_security_group",
  "aws_vpc_security_group_ingress_rule",
  "aws_vpc_security_group_egress_rule",
]);

/** Types of the same families that change nothing about what a browser meets here. */
const withoutEffect = new Set([
  "aws_lb_listener_certificate",
  "aws_cognito_identity_provider",
  "aws_cognito_log_delivery_configuration",
  "aws_cognito_managed_login_branding",
  "aws_cognito_risk_configuration",
  "aws_cognito_user_pool_ui_customization",
]);

const families = /^aws_(a?lb(_|$)|cognito_|(vpc_)?security_group(_|$))/;

/** Nothing that decides who gets in may be passed over without a word. */
export function checkResourceTypes(stacks: readonly TerraformStack[], problems: Problems): void {
  for (const { name, json } of stacks) {
    for (const module of Object.keys(objectAt(json, "module"))) {
      problems.add(
        `module.${module} in stack ${name}: the stand-in does not read modules, and what it holds would be missing here.`,
      );
    }
    for (const [type, resources] of Object.entries(objectAt(json, "resource"))) {
      if (!families.test(type) || read.has(type) || withoutEffect.has(type)) continue;
      for (const resource of Object.keys(objectAt({ resources }, "resources"))) {
        problems.add(
          `${type}.${resource} in stack ${name} is of a type that the stand-in does not support.`,
        );
      }
    }
  }
}
