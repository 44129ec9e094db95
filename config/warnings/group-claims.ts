import { customPrefix } from "../custom-attributes";
import type { Identity } from "../schema/environment";
import type { FindWarnings, Warning } from "./warning";

/** What providers call the groups and roles of a user, alone or at the end of a URI. */
const groupClaim = /(^|[^a-z])(groups?|roles?|memberof|wids)$/i;

const maxTextLength = 2048;

/**
 * Attributes that receive the groups of a user: one text with all of them, which grows with every group
 * that the user joins, until the attribute or the load balancer rejects it.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html#http-401-issues
 */
export const warnOfGroupClaims: FindWarnings = ({ identity }) =>
  Object.entries(identity.identityProviders).flatMap(([name, provider]) =>
    provider.type === "existing"
      ? []
      : Object.entries(provider.attributeMapping).flatMap(([attribute, claim]): Warning[] =>
          groupClaim.test(claim)
            ? [
                {
                  path: ["identity", "identityProviders", name, "attributeMapping", attribute],
                  message: `gets all groups of a user as one text of at most ${maxLengthOf(identity, attribute)} characters: Cognito rejects the sign-in of a user whose groups are longer, and the load balancer returns 401 where all claims together exceed 11 KB`,
                  fix: "let the provider send only the groups that belong to this application (Entra ID: groups assigned to the application; Okta: a filter of the group claim)",
                },
              ]
            : [],
        ),
  );

function maxLengthOf(identity: Identity, attribute: string): number {
  if (identity.type === "existing") return maxTextLength;
  const custom = identity.customAttributes[attribute.slice(customPrefix.length)];
  return custom?.type === "string" ? custom.maxLength : maxTextLength;
}
