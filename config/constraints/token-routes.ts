import { pathSyntax } from "../../routing/condition-fields";
import { patternMatches } from "../../routing/pattern";
import { closestName } from "../closest-name";
import type { Path } from "../issue";
import { machineClientsWith } from "../machine-clients";
import type { Application, Identity } from "../schema/environment";
import { eachApplication } from "./applications";
import type { ConstraintIssue } from "./constraint";
import { customScopeIssues } from "./machine-clients";

type Route = Application["routes"][number];
type TokenAccess = Extract<Route["access"], { type: "token" }>;

/** The load balancer compares a claim with at most this many values. */
const maxClients = 10;

/** Token routes name scopes and machine clients that exist and belong together, and a container. */
export const checkTokenRoutes = eachApplication(({ routes }, base, { identity }) => {
  const resourcePaths = routes.map(({ access }) =>
    access.type === "token" ? access.resourcePath : undefined,
  );
  return routes.flatMap((route, index): ConstraintIssue[] => {
    const { access, conditions, target } = route;
    if (access.type !== "token") return [];
    const path = [...base, "routes", index];
    const scopeIssues = customScopeIssues([...path, "access", "scopes"], access.scopes, identity);
    const issues = [
      ...scopeIssues,
      ...(scopeIssues.length > 0 ? [] : clientIssues([...path, "access"], access, identity)),
      ...resourceIssues(path, access, conditions.paths, resourcePaths.slice(0, index)),
    ];
    const header = conditions.headers?.findIndex(({ name }) => /^authorization$/i.test(name)) ?? -1;
    if (header !== -1) {
      issues.push({
        path: [...path, "conditions", "headers", header],
        message:
          "must not be about the Authorization header: the route is for requests with a bearer token already",
        fix: "remove it",
      });
    }
    if (target.type === "fixed-response" || target.type === "redirect") {
      issues.push({
        path: [...path, "target"],
        message: `must be a service or a target group, not a ${target.type}: only a container can return 401 with WWW-Authenticate to a request without a token`,
        fix: 'use a service, like { type: "service", service: "web" }',
      });
    }
    return issues;
  });
});

function clientIssues(
  path: Path,
  { clients, scopes }: TokenAccess,
  identity: Identity,
): ConstraintIssue[] {
  const { machineClients } = identity;
  const scopeList = scopes.join(" ");
  if (clients === undefined) {
    const { length } = machineClientsWith(identity, scopes);
    if (length >= 1 && length <= maxClients) return [];
    return [
      length === 0
        ? {
            path: [...path, "scopes"],
            message: `must be scopes that a machine client has: none has ${scopeList}, so no token could pass`,
            fix: "add a client with these scopes to identity.machineClients",
          }
        : {
            path,
            message: `must mean at most ${maxClients} machine clients, the values that a load balancer compares a claim with; ${length} have ${scopeList}`,
            fix: "name those that may pass in clients, or give them scopes of their own",
          },
    ];
  }
  return clients.flatMap((name, index): ConstraintIssue[] => {
    const at = [...path, "clients", index];
    if (clients.indexOf(name) !== index) {
      return [{ path: at, message: "must not repeat an entry", fix: "remove it" }];
    }
    if (!Object.hasOwn(machineClients, name)) {
      const names = Object.keys(machineClients);
      const closest = closestName(name, names);
      const suggestion = closest === undefined ? "" : `did you mean "${closest}"? Otherwise `;
      return [
        {
          path: at,
          message: `must be a machine client (${names.length === 0 ? "none so far" : names.join(", ")})`,
          fix: `${suggestion}declare it in identity.machineClients`,
        },
      ];
    }
    const missing = scopes.filter((scope) => !machineClients[name]?.scopes.includes(scope));
    if (missing.length === 0) return [];
    return [
      {
        path: at,
        message: `must be a machine client with all scopes of the route: "${name}" lacks ${missing.join(" ")}, so none of its tokens could pass`,
        fix: `add ${missing.join(" and ")} to identity.machineClients.${name}.scopes, or remove the client here`,
      },
    ];
  });
}

function resourceIssues(
  path: Path,
  { resourcePath }: TokenAccess,
  paths: readonly string[] | undefined,
  earlier: readonly (string | undefined)[],
): ConstraintIssue[] {
  if (resourcePath === undefined) return [];
  const at = [...path, "access", "resourcePath"];
  if (earlier.includes(resourcePath)) {
    return [
      {
        path: at,
        message: "must not be the resource of another route: each has metadata of its own",
        fix: "remove it here, or combine the two routes",
      },
    ];
  }
  const isOnRoute = paths?.some((each) => patternMatches(each, resourcePath, pathSyntax)) ?? true;
  if (isOnRoute) return [];
  return [
    {
      path: at,
      message: `must be a path of the route (${paths?.join(", ")}): clients send their requests there`,
      fix: `add "${resourcePath}" to the paths of the route, or correct it`,
    },
  ];
}
