import type { Path } from "../issue";
import type { Constraint, ConstraintIssue } from "./constraint";

/** How CDKTF begins its placeholders for references: of strings, lists and maps. */
const tokenStart = /[$#&]\{TfToken\[/;

/** No text looks like one of CDKTF's own placeholders, which it would replace or fail on. */
export const checkCdktfTokens: Constraint = (environment) => tokenIssues(environment, []);

function tokenIssues(value: unknown, path: Path): ConstraintIssue[] {
  if (typeof value === "string") return tokenStart.test(value) ? [tokenIssue(path, value)] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => {
    const at = [...path, Array.isArray(value) ? Number(name) : name];
    const ofName = tokenStart.test(name) ? [tokenIssue(at, name)] : [];
    return [...ofName, ...tokenIssues(each, at)];
  });
}

function tokenIssue(path: Path, value: string): ConstraintIssue {
  return {
    path,
    value,
    message:
      "must not contain ${TfToken[, #{TfToken[ or &{TfToken[: CDKTF would take it for a reference of its own",
    fix: "write it differently",
  };
}
