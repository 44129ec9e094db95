import { canonicalScopes } from "../../routing/session-cookie";
import type { Path } from "../fault";
import type { Environment } from "../schema/environment";
import type { Rule, RuleFault } from "./rule";

/** Scopes that Cognito knows without a resource server. */
export const standardScopes = [
  "openid",
  "email",
  "phone",
  "profile",
  "aws.cognito.signin.user.admin",
] as const;

const maxScopesOfAClient = 50;
const maxExtraParameters = 10;

/** Every scope that the environment's resource servers declare, as tokens carry them. */
export function customScopes(environment: Pick<Environment, "identity">): string[] {
  return Object.entries(environment.identity.resourceServers).flatMap(([identifier, { scopes }]) =>
    Object.keys(scopes).map((scope) => `${identifier}/${scope}`),
  );
}

/** Scopes exist, `openid` is in every login, and Cognito's limits hold. */
export const scopeRule: Rule = (environment) => {
  const faults: RuleFault[] = [];
  const custom = customScopes(environment);
  const known = new Set<string>([...standardScopes, ...custom]);
  for (const [name, { routes, defaultRoute }] of Object.entries(environment.applications)) {
    const base = ["applications", name];
    const logins = [
      ...routes.map(({ access }, index) => ({
        access,
        path: [...base, "routes", index, "access"],
      })),
      { access: defaultRoute.access, path: [...base, "defaultRoute", "access"] },
    ].flatMap(({ access, path }) => (access.type === "login" ? [{ ...access, path }] : []));
    for (const { scopes, extraParameters, path } of logins) {
      faults.push(...loginFaults([...path, "scopes"], scopes, known, custom));
      const parameters = Object.keys(extraParameters).length;
      if (parameters > maxExtraParameters) {
        faults.push({
          path: [...path, "extraParameters"],
          rule: `must have at most ${maxExtraParameters} entries; these are ${parameters}, and a load balancer adds no more to the sign-in request`,
          fix: "remove some",
          inputs: [],
          entriesOf: [[...path, "extraParameters"]],
        });
      }
    }
    const all = canonicalScopes(logins.flatMap(({ scopes }) => scopes));
    if (all.length > maxScopesOfAClient) {
      faults.push({
        path: base,
        value: all.length,
        rule: `must ask for at most ${maxScopesOfAClient} scopes over all routes: Cognito allows an app client no more`,
        fix: "use fewer scopes, or divide the application",
        inputs: logins.map((login) => login.path),
      });
    }
  }
  return faults;
};

function loginFaults(
  path: Path,
  scopes: readonly string[],
  known: ReadonlySet<string>,
  custom: readonly string[],
): RuleFault[] {
  const faults: RuleFault[] = [];
  if (!scopes.includes("openid")) {
    faults.push({
      path,
      rule: 'must hold "openid": without it Cognito returns no ID token, and the load balancer refuses the sign-in with 401',
      fix: 'add "openid"',
    });
  }
  scopes.forEach((scope, index) => {
    const at = [...path, index];
    if (!known.has(scope)) {
      const declared =
        custom.length === 0 ? "none is declared yet" : `declared: ${custom.join(", ")}`;
      faults.push({
        path: at,
        rule: `must be a standard scope (${standardScopes.join(", ")}) or declared by a resource server (${declared})`,
        fix: "declare it under identity.resourceServers, or correct its spelling",
        inputs: [at],
        entriesOf: declarationsOf(scope),
      });
    }
    if (scopes.indexOf(scope) !== index) {
      faults.push({
        path: at,
        rule: "must be listed once",
        fix: "remove it",
        inputs: [at, [...path, scopes.indexOf(scope)]],
      });
    }
  });
  return faults;
}

/** Where the scope would be declared. */
function declarationsOf(scope: string): Path[] {
  const servers: Path = ["identity", "resourceServers"];
  const identifier = scope.slice(0, scope.lastIndexOf("/"));
  return [servers, [...servers, identifier], [...servers, identifier, "scopes"]];
}
