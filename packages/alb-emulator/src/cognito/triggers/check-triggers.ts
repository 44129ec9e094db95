import { EmulatorError } from "../../model/emulator-error.ts";
import type { UserPoolModel } from "../../model/user-pool.ts";
import type { UserPoolTrigger } from "./trigger-handler.ts";

/**
 * Checks local triggers against the user pools that they belong to.
 * @throws EmulatorError with every issue
 */
export function checkTriggers(
  pools: readonly UserPoolModel[],
  triggers: readonly UserPoolTrigger[],
): void {
  const issues = triggers.flatMap(({ userPool }) => {
    const own = pools.filter(({ poolName }) => poolName === userPool);
    if (own.length === 0) {
      const names = pools.map(({ poolName }) => poolName).join(", ") || "none";
      return `The trigger's user pool "${userPool}" does not exist, so nothing would run it. Use one of: ${names}.`;
    }
    if (own.some(({ preTokenGeneration }) => preTokenGeneration)) return [];
    return `User pool ${userPool} has no pre token generation trigger, so AWS would not run one. Declare it as lambda_config.pre_token_generation_config, or leave the local trigger out.`;
  });
  if (issues.length > 0) throw new EmulatorError(issues.join("\n"));
}

/** The pool's own trigger; the last one counts. */
export function triggerOf(
  { poolName, preTokenGeneration }: UserPoolModel,
  triggers: readonly UserPoolTrigger[],
): UserPoolTrigger["preTokenGeneration"] | undefined {
  if (!preTokenGeneration) return undefined;
  return triggers.findLast(({ userPool }) => userPool === poolName)?.preTokenGeneration;
}
