import { closestName } from "../closest-name";
import { customScopes } from "../custom-scopes";
import type { Path } from "../issue";
import type { Identity } from "../schema/environment";
import type { Constraint, ConstraintIssue } from "./constraint";
import { standardScopes } from "./scopes";

/** Machine clients have custom scopes only, which exist. */
export const checkMachineClients: Constraint = ({ identity }) =>
  Object.entries(identity.machineClients).flatMap(([name, { scopes }]) =>
    customScopeIssues(["identity", "machineClients", name, "scopes"], scopes, identity),
  );

/** Issues of scopes that a program requests, without a user. */
export function customScopeIssues(
  path: Path,
  scopes: readonly string[],
  identity: Pick<Identity, "resourceServers">,
): ConstraintIssue[] {
  const custom = customScopes(identity);
  return scopes.flatMap((scope, index): ConstraintIssue[] => {
    const at = [...path, index];
    if ((standardScopes as readonly string[]).includes(scope)) {
      return [
        {
          path: at,
          message: `must be a scope that a resource server declares: "${scope}" is about a user, and a program signs in as itself`,
          fix: "remove it, and use scopes of identity.resourceServers",
        },
      ];
    }
    if (scopes.indexOf(scope) !== index) {
      return [{ path: at, message: "must not repeat an entry", fix: "remove it" }];
    }
    if (custom.includes(scope)) return [];
    const declared = custom.length === 0 ? "none so far" : custom.join(", ");
    const closest = closestName(scope, custom);
    const suggestion = closest === undefined ? "" : `did you mean "${closest}"? Otherwise `;
    return [
      {
        path: at,
        message: `must be a scope that a resource server declares (${declared})`,
        fix: `${suggestion}declare it in identity.resourceServers`,
      },
    ];
  });
}
