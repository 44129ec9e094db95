import type { Path } from "../issue";
import { eachApplication } from "./applications";
import type { ConstraintIssue } from "./constraint";

interface LocalProgram {
  readonly url?: string | undefined;
  readonly command?: string | undefined;
  readonly directory?: string | undefined;
}

/** Every local program either runs already or is started by a command. */
export const checkLocalPrograms = eachApplication((application, base) => {
  const { routes, defaultRoute } = application;
  const targets = [
    ...routes.map(({ target }, index) => ({ target, path: [...base, "routes", index, "target"] })),
    { target: defaultRoute.target, path: [...base, "defaultRoute", "target"] },
  ];
  const ofTargets = targets.flatMap(({ target, path }) =>
    target?.type === "target-group" ? programIssues([...path, "local"], target.local) : [],
  );
  const ofServices = Object.entries(application.services).flatMap(([name, { local }]) =>
    programIssues([...base, "services", name, "local"], local),
  );
  return [...ofTargets, ...ofServices];
});

function programIssues(path: Path, program: LocalProgram | undefined): ConstraintIssue[] {
  if (program === undefined) return [];
  const { url, command, directory } = program;
  if ((url === undefined) === (command === undefined)) {
    return [
      {
        path,
        message: "must have either url or command: one program gets the requests",
        fix: url === undefined ? "add one of them" : "remove one of them",
      },
    ];
  }
  if (url === undefined || directory === undefined) return [];
  return [
    {
      path: [...path, "directory"],
      message: "has no effect beside url: that program runs already",
      fix: "remove it, or replace url by command",
    },
  ];
}
