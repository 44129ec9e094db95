import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { requireTerraform } from "./required-terraform";

/** Something that should hold, and what a plan says where it does not. */
export interface PlanWarning {
  /** Terraform expression without `${` and `}`. */
  readonly condition: string;
  readonly message: string;
}

/**
 * Makes every plan warn where a condition is false, and not fail.
 * @param scope construct that the check gets its name from
 * @see https://developer.hashicorp.com/terraform/language/block/check
 */
export function warnInPlan(scope: Construct, { condition, message }: PlanWarning): void {
  const stack = TerraformStack.of(scope);
  requireTerraform(stack, 5);
  stack.addOverride(`check.${stack.getLogicalId(scope.node)}`, {
    assert: [{ condition: `\${${condition}}`, error_message: message }],
  });
}
