import { relyingPartyIdsOf, userPoolHostName } from "../relying-party";
import type { Constraint, ConstraintIssue } from "./constraint";

/** Browsers can use the passkeys on the sign-in pages. */
export const checkPasskeys: Constraint = ({ identity, region }) => {
  if (identity.type === "existing") return [];
  const { relyingPartyId } = identity.passkeys;
  if (relyingPartyId === undefined) return [];
  const path = ["identity", "passkeys", "relyingPartyId"];
  const issues: ConstraintIssue[] = [];
  if (identity.signInMethods?.includes("passkey") !== true) {
    issues.push({
      path,
      message: 'has no effect: identity.signInMethods does not include "passkey"',
      fix: 'remove it, or write signInMethods: ["password", "passkey"]',
    });
  }
  const hostName = userPoolHostName(identity, region);
  const possible = relyingPartyIdsOf(hostName);
  if (!possible.includes(relyingPartyId)) {
    issues.push({
      path,
      message: `must be ${possible.join(" or ")}: browsers use a passkey only on the host that it belongs to and on those below, and users sign in at ${hostName}`,
      fix: `write "${hostName}", or leave it out`,
    });
  }
  return issues;
};
