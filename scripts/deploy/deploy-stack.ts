import { UserError } from "../../config/user-error";
import type { DeployableStack } from "./deployment-order";
import { describePlan, isEmpty } from "./plan-summary";
import { stopIfInterrupted } from "./run-program";
import type { TerraformStack } from "./terraform-stack";

/** Options of {@link deployStack}. */
export interface StackOptions {
  readonly planOnly: boolean;
  /** Asks whether to apply; rejects where nobody can answer. */
  readonly confirm: (question: string) => Promise<boolean>;
  /** Called with a line for people. */
  readonly report: (line: string) => void;
}

/**
 * Plans a stack, says what would change, and applies it if the user agrees.
 * @throws UserError when Terraform fails or the user declines
 */
export async function deployStack(
  { fullName }: DeployableStack,
  terraform: TerraformStack,
  { planOnly, confirm, report }: StackOptions,
): Promise<void> {
  report("  planning …");
  const plan = await terraform.plan();
  if ("ok" in plan) throw new UserError(`The plan of ${fullName} failed:\n\n${plan.output.trim()}`);
  try {
    if (isEmpty(plan.json)) {
      report("  no changes");
      return;
    }
    report(describePlan(plan.json));
    if (planOnly) return;
    if (!(await confirm(`Apply these changes to ${fullName}?`))) {
      throw new UserError(`Declined: ${fullName} is unchanged, and no later stack was deployed.`);
    }
    report("  applying …");
    const { ok } = await plan.apply();
    stopIfInterrupted();
    if (!ok) {
      throw new UserError(
        `The apply of ${fullName} failed; Terraform's message is above. What is created is in the state: ` +
          "correct the cause and run the same command again.",
      );
    }
  } finally {
    plan.remove();
  }
}
