import type * as z from "zod";
import { closestName } from "./closest-name";
import { type Issue, type Path, valueAt } from "./issue";
import { chooseOneOf } from "./schema/field";

type ZodIssue = z.core.$ZodIssue;
type IssueWithoutValue = Omit<Issue, "value">;

const expectedTypes: Record<string, string> = {
  object: "an object",
  array: "an array",
  record: "an object with one entry per name",
};

function entries(count: number | bigint): string {
  return Number(count) === 1 ? "one entry" : `${count} entries`;
}

function wrongType(path: Path, value: unknown, expected: string): IssueWithoutValue {
  return value === undefined
    ? { path, message: `is required: expected ${expected}`, fix: "add it" }
    : { path, message: `must be ${expected}`, fix: `write ${expected}` };
}

/** The issue of an object whose `type` is not one of those listed. */
function wrongVariant(
  path: Path,
  value: unknown,
  types: readonly string[],
  why: string,
): IssueWithoutValue {
  const listed = types.map((type) => JSON.stringify(type)).join(", ");
  const reason = why === "" ? "" : `: ${why}`;
  if (types.length === 1) {
    return { path, message: `must be ${listed}${reason}`, fix: `write ${listed}` };
  }
  const expected = value === undefined ? "is required: expected" : "must be";
  return {
    path,
    message: `${expected} one of ${listed}${reason}`,
    fix: chooseOneOf(value, types),
  };
}

function unknownField(path: Path, key: string, fields: readonly string[]): IssueWithoutValue {
  const closest = closestName(key, fields);
  return {
    path: [...path, key],
    message: "is not a field of this object, so it would have no effect",
    fix:
      closest === undefined
        ? `remove it, or use one of: ${fields.join(", ")}`
        : `did you mean ${JSON.stringify(closest)}?`,
  };
}

/** One issue of zod's in our words; an issue about several unknown fields becomes several. */
function translate(issue: ZodIssue, value: unknown): IssueWithoutValue[] {
  const path = issue.path as Path;
  switch (issue.code) {
    case "custom":
      return [{ path, message: issue.message, fix: String(issue.params?.fix) }];
    case "unrecognized_keys":
      return issue.keys.map((key) =>
        unknownField(path, key, issue.message.split(",").filter(Boolean)),
      );
    case "invalid_type":
      return [wrongType(path, value, expectedTypes[issue.expected] ?? issue.expected)];
    case "too_small":
      // Also reported where the value is not an array, which is an issue of its own.
      if (!Array.isArray(value)) return [];
      return [
        { path, message: `must have at least ${entries(issue.minimum)}`, fix: "add an entry" },
      ];
    case "too_big":
      if (!Array.isArray(value)) return [];
      return [{ path, message: `must have at most ${entries(issue.maximum)}`, fix: "remove some" }];
    case "invalid_union":
      return [
        wrongVariant(
          path,
          value,
          "options" in issue ? (issue.options as string[]) : [],
          issue.message,
        ),
      ];
    default:
      return [{ path, message: issue.message, fix: "see docs/configuration.md" }];
  }
}

/** zod's issues as issues of the environment file, in order of appearance. */
export function shapeIssues(input: unknown, issues: readonly ZodIssue[]): Issue[] {
  return issues.flatMap((issue) =>
    translate(issue, valueAt(input, issue.path as Path)).map((translated) => ({
      ...translated,
      value: valueAt(input, translated.path),
    })),
  );
}
