import type { z } from "zod";
import type { Fault, Path } from "./fault";
import type { LeafParams } from "./schema/kit";

type Issue = z.core.$ZodIssue;

/** The value at a path of the raw input; `undefined` where the way there ends early. */
export function valueAt(input: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null
        ? (value as Record<string | number, unknown>)[key]
        : undefined,
    input,
  );
}

const articles: Record<string, string> = {
  object: "an object",
  array: "a list",
  record: "an object with a name for every entry",
};

function leafParams(issue: Issue): LeafParams | undefined {
  return issue.code === "custom" ? (issue.params as LeafParams | undefined) : undefined;
}

/** What an issue means for whoever wrote the file, or several meanings where it holds several. */
function meanings(issue: Issue, value: unknown): { path: Path; rule: string; fix: string }[] {
  const path = issue.path as Path;
  const leaf = leafParams(issue);
  if (leaf !== undefined) return [{ path, ...leaf }];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({
        path: [...path, key],
        rule: "is not a field that exists here",
        fix: "remove it, or correct its spelling: docs/configuration.md lists every field",
      }));
    case "invalid_key":
      return issue.issues.map((inner) => {
        const params = leafParams(inner);
        return {
          path,
          rule: params?.rule ?? "must have a valid name",
          fix: params?.fix ?? "choose another name",
        };
      });
    case "invalid_type": {
      const expected = articles[issue.expected] ?? issue.expected;
      return [
        value === undefined
          ? { path, rule: `must be given: it is ${expected}`, fix: "add it" }
          : { path, rule: `must be ${expected}`, fix: `write ${expected}` },
      ];
    }
    case "too_small":
      return [
        { path, rule: `must have at least ${issue.minimum} entries`, fix: "add what is missing" },
      ];
    case "too_big":
      return [
        {
          path,
          rule: `must have at most ${issue.maximum} entries`,
          fix: "remove what is too much",
        },
      ];
    case "invalid_union": {
      const options = "options" in issue ? (issue.options as unknown[]) : [];
      const listed = options.map((option) => JSON.stringify(option)).join(", ");
      const rule = listed === "" ? "must name a kind that exists" : `must be one of ${listed}`;
      return [{ path, rule, fix: "choose one of them" }];
    }
    default:
      return [
        { path, rule: issue.message, fix: "correct it: docs/configuration.md lists every field" },
      ];
  }
}

/** The schema's issues as faults, in order of appearance. */
export function shapeFaults(input: unknown, issues: readonly Issue[]): Fault[] {
  return issues.flatMap((issue) =>
    meanings(issue, valueAt(input, issue.path as Path)).map((meaning) => ({
      ...meaning,
      value: valueAt(input, meaning.path),
    })),
  );
}
