import { inFileOrder } from "../file-order";
import type { Environment } from "../schema/environment";
import { warnOfAllowWithoutSignIn } from "./allow-without-sign-in";
import { warnOfClaimBudget } from "./claim-budget";
import { warnOfRolesWithoutBoundary } from "./delivery-boundary";
import { warnOfEmailCodesWithoutSender } from "./email-codes";
import { warnOfEmailLimit } from "./email-sender";
import { warnOfGroupClaims } from "./group-claims";
import { warnOfPublicTasks } from "./public-tasks";
import { warnOfQuotas } from "./quotas";
import { warnOfRouteChanges } from "./route-changes";
import { warnOfUnreachableSecondFactor } from "./second-factor";
import { warnOfUnprotectedNetworks } from "./shared-networks";
import { warnOfSpotOnly } from "./spot-only";
import type { FindWarnings, Warning } from "./warning";

const kinds: readonly FindWarnings[] = [
  warnOfQuotas,
  warnOfRouteChanges,
  warnOfUnprotectedNetworks,
  warnOfPublicTasks,
  warnOfSpotOnly,
  warnOfAllowWithoutSignIn,
  warnOfRolesWithoutBoundary,
  warnOfClaimBudget,
  warnOfUnreachableSecondFactor,
  warnOfEmailCodesWithoutSender,
  warnOfGroupClaims,
  warnOfEmailLimit,
];

/** Every warning about an environment, in the order of the file. */
export function environmentWarnings(environment: Environment): Warning[] {
  return inFileOrder(
    environment,
    kinds.flatMap((find) => find(environment)),
  );
}
