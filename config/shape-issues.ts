import type * as z from "zod";
import { closestName } from "./closest-name";
import { formatPath, type Issue, type Path, valueAt } from "./issue";
import { chooseOneOf } from "./schema/field";

type ZodIssue = z.core.$ZodIssue;
type UnknownFields = z.core.$ZodIssueUnrecognizedKeys;
type IssueWithoutValue = Omit<Issue, "value">;

/** The fields of an object, as the message of an issue about an unknown one lists them. */
function fieldsIn(message: string): string[] {
  return message.split(",").filter(Boolean);
}

const expectedTypes: Record<string, string> = {
  object: "an object",
  array: "an array",
  record: "an object with one entry per name",
};

function entries(count: number | bigint): string {
  return Number(count) === 1 ? "one entry" : `${count} entries`;
}

/** @param shape how to write an object, as the schema says */
function wrongType(path: Path, value: unknown, expected: string, shape: string): IssueWithoutValue {
  const shapes: Record<string, string> = { array: listOf(value), record: "{ <name>: … }" };
  const written = shapes[expected] ?? shape;
  const message = expectedTypes[expected] ?? expected;
  return value === undefined
    ? { path, message: `is required: expected ${message}`, fix: `add it, like ${written}` }
    : { path, message: `must be ${message}`, fix: `write it like ${written}` };
}

/** A value as the only entry of a list. */
function listOf(value: unknown): string {
  return typeof value === "string" && value.length < 64 ? `[${JSON.stringify(value)}]` : "[…]";
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

/** The types to choose from; one that may be left out is listed as `undefined` too. */
function optionsOf(issue: ZodIssue): string[] {
  const options = "options" in issue ? issue.options : undefined;
  return Array.isArray(options) ? options.filter((type) => typeof type === "string") : [];
}

/** One issue of zod's in our words; an issue about several unknown fields becomes several. */
function translate(issue: ZodIssue, value: unknown): IssueWithoutValue[] {
  const path = issue.path as Path;
  switch (issue.code) {
    case "custom":
      return [{ path, message: issue.message, fix: String(issue.params?.fix) }];
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownField(path, key, fieldsIn(issue.message)));
    case "invalid_type":
      return [wrongType(path, value, issue.expected, issue.message)];
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
      return [wrongVariant(path, value, optionsOf(issue), issue.message)];
    default:
      return [{ path, message: issue.message, fix: "see docs/configuration.md" }];
  }
}

/**
 * zod's issues as issues of the environment file, in order of appearance. A required field that is
 * missing because its name is misspelled is one issue, not two.
 */
export function shapeIssues(input: unknown, issues: readonly ZodIssue[]): Issue[] {
  const found = issues.flatMap((issue) =>
    translate(issue, valueAt(input, issue.path as Path)).map((translated) => ({
      ...translated,
      value: valueAt(input, translated.path),
    })),
  );
  const misspelled = issues.flatMap((issue) =>
    issue.code === "unrecognized_keys" ? misspelledFields(issue) : [],
  );
  return found.filter(
    ({ path, value }) => value !== undefined || !misspelled.includes(formatPath(path)),
  );
}

/** Paths of the fields that the unknown ones of an object probably stand for. */
function misspelledFields({ path, keys, message }: UnknownFields): string[] {
  return keys.flatMap((key) => {
    const closest = closestName(key, fieldsIn(message));
    return closest === undefined ? [] : [formatPath([...(path as Path), closest])];
  });
}
