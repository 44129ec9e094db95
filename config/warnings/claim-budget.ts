import { maxSessionBytes, type SessionPart, sessionSizes } from "../claim-budget";
import type { FindWarnings } from "./warning";

/**
 * The load balancer keeps a user's claims and access token in the session, and returns 500 where they are
 * too large. Nobody notices before somebody is in many groups.
 */
export const warnOfClaimBudget: FindWarnings = (environment) => {
  const [largest] = sessionSizes(environment).sort((a, b) => b.bytes - a.bytes);
  if (largest === undefined || largest.bytes <= maxSessionBytes) return [];
  const parts = [...largest.parts].sort((a, b) => b.bytes - a.bytes);
  const declared = parts.find(({ path }) => path !== undefined);
  const path = declared?.path ?? ["identity"];
  return [
    {
      path,
      message: `can make a session of ${largest.bytes} bytes in ${largest.application}, for a user who is in every group and whose attributes are as long as they may be: ${parts.map(described).join(", ")}. The load balancer returns 500 to a user whose claims and access token have more than ${maxSessionBytes} bytes`,
      fix: "shorten names, set maxLength of custom attributes, use fewer groups and added claims, or accept it where no user comes near, with an alarm on ELBAuthUserClaimsSizeExceeded",
    },
  ];
};

function described({ name, bytes }: SessionPart): string {
  return `${name} ${bytes}`;
}
