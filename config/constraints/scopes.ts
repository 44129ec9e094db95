import { canonicalScopes } from "../../routing/session-cookie";
import { closestName } from "../closest-name";
import { customScopes } from "../custom-scopes";
import type { Path } from "../issue";
import { eachApplication } from "./applications";
import type { ConstraintIssue } from "./constraint";

/** Scopes that Cognito supports without a resource server. */
export const standardScopes = [
  "openid",
  "email",
  "phone",
  "profile",
  "aws.cognito.signin.user.admin",
] as const;

const maxScopesOfAClient = 50;
const maxExtraParameters = 10;

/** Scopes exist, every login requests `openid`, and the limits of Cognito and ALB hold. */
export const checkScopes = eachApplication(({ routes, defaultRoute }, base, environment) => {
  const custom = customScopes(environment.identity);
  const issues: ConstraintIssue[] = [];
  const logins = [
    ...routes.map(({ access }, index) => ({ access, path: [...base, "routes", index, "access"] })),
    { access: defaultRoute.access, path: [...base, "defaultRoute", "access"] },
  ].flatMap(({ access, path }) => (access.type === "login" ? [{ ...access, path }] : []));
  for (const { scopes, extraParameters, path } of logins) {
    issues.push(...scopeIssues([...path, "scopes"], scopes, custom));
    const parameterCount = Object.keys(extraParameters).length;
    if (parameterCount > maxExtraParameters) {
      issues.push({
        path: [...path, "extraParameters"],
        message: `must have at most ${maxExtraParameters} entries, the limit of a load balancer; it has ${parameterCount}`,
        fix: "remove some",
      });
    }
  }
  const all = canonicalScopes(logins.flatMap(({ scopes }) => scopes));
  if (all.length > maxScopesOfAClient) {
    issues.push({
      path: base,
      value: all.length,
      message: `must request at most ${maxScopesOfAClient} scopes over all routes, Cognito's limit of an app client`,
      fix: "use fewer scopes, or divide the application",
    });
  }
  return issues;
});

function scopeIssues(
  path: Path,
  scopes: readonly string[],
  custom: readonly string[],
): ConstraintIssue[] {
  const known: string[] = [...standardScopes, ...custom];
  const issues: ConstraintIssue[] = [];
  if (!scopes.includes("openid")) {
    issues.push({
      path,
      message:
        'must include "openid": without it Cognito issues no ID token, and the load balancer returns 401',
      fix: 'add "openid"',
    });
  }
  scopes.forEach((scope, index) => {
    const at = [...path, index];
    if (!known.includes(scope)) {
      const declared = custom.length === 0 ? "none so far" : custom.join(", ");
      const closest = closestName(scope, known);
      const suggestion = closest === undefined ? "" : `did you mean "${closest}"? Otherwise `;
      issues.push({
        path: at,
        message: `must be a standard scope (${standardScopes.join(", ")}) or one that a resource server declares (${declared})`,
        fix: `${suggestion}declare it in identity.resourceServers`,
      });
    }
    if (scopes.indexOf(scope) !== index) {
      issues.push({
        path: at,
        message: "must not repeat an entry: a scope is requested once",
        fix: "remove it",
      });
    }
  });
  return issues;
}
