import type * as z from "zod";
import type { Fault, Path } from "./fault";
import type { LeafParams } from "./schema/check";

type Issue = z.core.$ZodIssue;

/** A fault that the schema finds in one field alone. */
export interface ShapeFault extends Fault {
  /** Whether only the entry's name is at fault, so that what stands in it can be judged all the same. */
  readonly ofName?: boolean | undefined;
}

/** The value at a path of the raw input; `undefined` where the way there ends early. */
export function valueAt(input: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, key)
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

function entries(count: number | bigint): string {
  return Number(count) === 1 ? "one entry" : `${count} entries`;
}

function wrongKind(kinds: readonly string[], { message: why }: Issue): LeafParams {
  const listed = kinds.map((kind) => JSON.stringify(kind)).join(", ");
  return {
    rule: `must be ${kinds.length === 1 ? "" : "one of "}${listed}${why === "" ? "" : `: ${why}`}`,
    fix: kinds.length === 1 ? `write ${listed}` : "choose one of them",
  };
}

/** What an issue means for whoever wrote the file, or several meanings where it holds several. */
function meanings(issue: Issue, value: unknown): Omit<ShapeFault, "value">[] {
  const path = issue.path as Path;
  const leaf = leafParams(issue);
  if (leaf !== undefined) return [{ path, ...leaf }];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({
        path: [...path, key],
        rule: `is not a field that exists here; these do: ${issue.message}`,
        fix: "correct its spelling, or remove it: docs/configuration.md says what each field means",
      }));
    case "invalid_type": {
      const expected = articles[issue.expected] ?? issue.expected;
      return [
        value === undefined
          ? { path, rule: `must be given: it is ${expected}`, fix: "add it" }
          : { path, rule: `must be ${expected}`, fix: `write ${expected}` },
      ];
    }
    case "too_small":
      if (!Array.isArray(value)) return [];
      return [
        { path, rule: `must have at least ${entries(issue.minimum)}`, fix: "add to the list" },
      ];
    case "too_big":
      if (!Array.isArray(value)) return [];
      return [
        { path, rule: `must have at most ${entries(issue.maximum)}`, fix: "shorten the list" },
      ];
    case "invalid_union":
      return [{ path, ...wrongKind("options" in issue ? (issue.options as string[]) : [], issue) }];
    default:
      return [
        { path, rule: issue.message, fix: "correct it: docs/configuration.md lists every field" },
      ];
  }
}

/** The schema's issues as faults, in order of appearance. */
export function shapeFaults(input: unknown, issues: readonly Issue[]): ShapeFault[] {
  return issues.flatMap((issue) =>
    meanings(issue, valueAt(input, issue.path as Path)).map((meaning) => ({
      ...meaning,
      value: valueAt(input, meaning.path),
    })),
  );
}
