import { closestName } from "../closest-name";
import type { Path } from "../issue";
import { knownRegions, regionsReadOn, regionsWithSignIn } from "../regions";
import type { Constraint, ConstraintIssue } from "./constraint";

const switchOn = "set allowUnlistedRegion: true if AWS has added it since";

function unknownRegion(path: Path, region: string): ConstraintIssue {
  const closest = closestName(region, knownRegions);
  return {
    path,
    message: `must be a region of AWS: none of those known on ${regionsReadOn} has this code`,
    fix: closest === undefined ? switchOn : `did you mean "${closest}"? Otherwise ${switchOn}`,
  };
}

/** Why no application can work in a region that exists. */
function unsupportedReason(region: string): string {
  if (/^(us-gov|cn)-/.test(region)) {
    return "GovCloud and China are not supported: no load balancer there can sign users in with Cognito";
  }
  return "AWS does not list it among the regions in which a load balancer can sign users in with Cognito";
}

/**
 * The regions exist, and load balancers of the environment's region can sign users in with Cognito.
 * Without this, an apply fails at the listener, after the network and the load balancer exist.
 */
export const checkRegions: Constraint = ({ region, state, allowUnlistedRegion }) => {
  if (allowUnlistedRegion) return [];
  const issues: ConstraintIssue[] = [];
  if (!knownRegions.includes(region)) {
    issues.push(unknownRegion(["region"], region));
  } else if (!regionsWithSignIn.includes(region)) {
    issues.push({
      path: ["region"],
      message: `must be one of ${regionsWithSignIn.join(", ")} (list of ${regionsReadOn}): ${unsupportedReason(region)}, so an apply would fail at the listener, after the network and the load balancer exist`,
      fix: `choose one of them, or ${switchOn}`,
    });
  }
  if (state.type === "s3" && state.region !== undefined && !knownRegions.includes(state.region)) {
    issues.push(unknownRegion(["state", "region"], state.region));
  }
  return issues;
};
