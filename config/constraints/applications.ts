import type { Target } from "../../routing/route";
import type { Path } from "../issue";
import type { Application, Environment } from "../schema/environment";
import type { Constraint, ConstraintIssue } from "./constraint";

/** A constraint on one application at a time. */
export function eachApplication(
  check: (application: Application, base: Path, environment: Environment) => ConstraintIssue[],
): Constraint {
  return (environment) =>
    Object.entries(environment.applications).flatMap(([name, application]) =>
      check(application, ["applications", name], environment),
    );
}

/** Every target in an application's part of the file. */
export function targetsOf(
  { routes, defaultRoute, signOut }: Application,
  base: Path,
): { target: Target; path: Path }[] {
  return [
    ...routes.map(({ target }, index) => ({ target, path: [...base, "routes", index, "target"] })),
    { target: defaultRoute.target, path: [...base, "defaultRoute", "target"] },
    { target: signOut.enabled ? signOut.target : undefined, path: [...base, "signOut", "target"] },
  ].flatMap(({ target, path }) => (target === undefined ? [] : [{ target, path }]));
}
