import { pathSyntax } from "../../routing/condition-fields";
import { patternCovers } from "../../routing/pattern";
import { placeRoutes } from "../../routing/plan-routes";
import type { LoginAccess, Target } from "../../routing/route";
import { routeGroups } from "../../routing/route-groups";
import { closestName } from "../closest-name";
import type { Path } from "../issue";
import { defaultTarget, routingOf } from "../routing-of";
import type { Application, Identity } from "../schema/environment";
import { eachApplication } from "./applications";
import type { ConstraintIssue } from "./constraint";

/** Half of what a task definition may contain: its other variables need room as well. */
const maxRouteGroupsBytes = 32_768;

/**
 * Headers that a container does not get as the load balancer matched them: it sets, removes or rewrites
 * them, and drops names with other characters than letters, digits and hyphens.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html
 */
const rewrittenHeader =
  /^(x-forwarded-.*|x-amzn-.*|cookie|connection|content-length|expect|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade)$|[^a-z0-9-]/i;

/** An access that names groups. */
interface GroupAccess {
  readonly access: LoginAccess;
  readonly groups: readonly string[];
  readonly target: Target | undefined;
  /** Path of the route in the file. */
  readonly path: Path;
}

/** Groups of routes exist, and a container can enforce them. */
export const checkRouteGroups = eachApplication((application, base, { identity }) => {
  const all = groupAccesses(application, base);
  if (all.length === 0) return [];
  return [
    ...all.flatMap((each) => [
      ...nameIssues(each, identity),
      ...accessIssues(each),
      ...targetIssues(each),
    ]),
    ...conditionIssues(application, base),
    ...pathIssues(application, base),
    ...sizeIssues(application, identity, base),
  ];
});

function groupAccesses(application: Application, base: Path): GroupAccess[] {
  const { routes, defaultRoute } = application;
  return [
    ...routes.map(({ access, target }, index) => ({
      access,
      target,
      path: [...base, "routes", index],
    })),
    {
      access: defaultRoute.access,
      target: defaultTarget(application),
      path: [...base, "defaultRoute"],
    },
  ].flatMap(({ access, target, path }) =>
    access.type === "login" && access.groups !== undefined
      ? [{ access, groups: access.groups, target, path }]
      : [],
  );
}

function nameIssues({ groups, path }: GroupAccess, identity: Identity): ConstraintIssue[] {
  const declared = Object.keys(identity.groups);
  return groups.flatMap((group, index): ConstraintIssue[] => {
    const at = [...path, "access", "groups", index];
    if (groups.indexOf(group) !== index) {
      return [
        { path: at, message: "must not repeat an entry: a group is named once", fix: "remove it" },
      ];
    }
    // An existing pool may have groups that the environment does not declare.
    if (identity.type === "existing" || declared.includes(group)) return [];
    const closest = closestName(group, declared);
    const suggestion = closest === undefined ? "" : `did you mean "${closest}"? Otherwise `;
    return [
      {
        path: at,
        message: `must be a group of the user pool (${declared.join(", ") || "none so far"}): no user could be in it`,
        fix: `${suggestion}declare it in identity.groups`,
      },
    ];
  });
}

function accessIssues({ access, path }: GroupAccess): ConstraintIssue[] {
  if (access.onUnauthenticatedRequest !== "allow") return [];
  return [
    {
      path: [...path, "access", "onUnauthenticatedRequest"],
      message:
        'must be "authenticate" or "deny" where the access names groups: with "allow" requests pass without an identity, and those are in no group',
      fix: "remove it, or remove the groups",
    },
  ];
}

function targetIssues({ target, path }: GroupAccess): ConstraintIssue[] {
  if (target === undefined || target.type === "service") return [];
  const responder = {
    "fixed-response": "the load balancer itself responds",
    redirect: "the load balancer itself responds",
    "target-group": "the targets of an existing target group do not get the variable ROUTE_GROUPS",
  }[target.type];
  return [
    {
      path: [...path, "access", "groups"],
      message: `must not be set on a route whose target is of type "${target.type}": ${responder}, so nobody enforces the groups`,
      fix: 'remove the groups, or choose a target of type "service"',
    },
  ];
}

/** Conditions that a client can leave out at will, and those that a container cannot evaluate. */
function conditionIssues({ routes, defaultRoute }: Application, base: Path): ConstraintIssue[] {
  const named = routes.map(({ access }) => access.type === "login" && access.groups !== undefined);
  const last = defaultRoute.access.groups === undefined ? named.lastIndexOf(true) : routes.length;
  return routes.slice(0, last + 1).flatMap(({ conditions }, index): ConstraintIssue[] => {
    const path = [...base, "routes", index, "conditions"];
    const chosen = (["headers", "query"] as const).filter(
      (key) => named[index] && conditions[key] !== undefined,
    );
    const { headers = [] } = conditions;
    return [
      ...chosen.map((key) => ({
        path: [...path, key],
        message:
          "must not be a condition of a route with groups: whoever leaves it out reaches the same path through another route, without the groups",
        fix: "remove it, and choose the route by path",
      })),
      ...headers.flatMap(({ name }, at): ConstraintIssue[] =>
        rewrittenHeader.test(name) && !named[index]
          ? [
              {
                path: [...path, "headers", at, "name"],
                message:
                  "must not be a header that the load balancer sets, removes or rewrites, where a later route names groups: the container could not tell which route applied",
                fix: "use another header, or move the route behind those with groups",
              },
            ]
          : [],
      ),
    ];
  });
}

/** `/admin/*` does not match `/admin`, which many routers treat like `/admin/`. */
function pathIssues({ routes, defaultRoute }: Application, base: Path): ConstraintIssue[] {
  const all: readonly Pick<Application["routes"][number], "conditions" | "access">[] = [
    ...routes,
    { conditions: {}, access: defaultRoute.access },
  ];
  return routes.flatMap(({ access, conditions }, index): ConstraintIssue[] => {
    const groups = access.type === "login" ? access.groups : undefined;
    if (groups === undefined) return [];
    return (conditions.paths ?? []).flatMap((pattern, at): ConstraintIssue[] => {
      const parent = pattern.endsWith("/*") ? pattern.slice(0, -2) : "";
      const isCovered = all.some((other) => {
        if (other.access.type !== "login" || other.access.groups === undefined) return false;
        if (!other.access.groups.every((group) => groups.includes(group))) return false;
        const { paths = ["*"] } = other.conditions;
        return paths.some((path) => patternCovers(path, parent, pathSyntax));
      });
      if (parent === "" || isCovered) return [];
      return [
        {
          path: [...base, "routes", index, "conditions", "paths", at],
          message: `does not match "${parent}", which many routers treat like "${parent}/": the container would reject every request for it`,
          fix: `add "${parent}" to paths`,
        },
      ];
    });
  });
}

function sizeIssues(application: Application, identity: Identity, base: Path): ConstraintIssue[] {
  const routing = routingOf(String(base.at(-1)), application, identity);
  const text = JSON.stringify(routeGroups(routing, placeRoutes(routing)));
  const sizeBytes = Buffer.byteLength(text);
  if (sizeBytes <= maxRouteGroupsBytes) return [];
  return [
    {
      path: [...base, "routes"],
      value: sizeBytes,
      message: `must fit the variable ROUTE_GROUPS: up to the last route with groups they take ${sizeBytes} bytes, and at most ${maxRouteGroupsBytes} fit a task definition beside its other settings`,
      fix: "move routes with groups to the front, or use fewer and shorter patterns",
    },
  ];
}
