import type { Column } from "../../../constructs/access-log-table/fields";
import { rowColumns, rowPattern } from "../../../constructs/access-log-table/row-format";

/** A value of a row; null where a line does not have the field, or it is not of the column's type. */
export type Value = string | number | null;

export type Row = Readonly<Record<string, Value>>;

/**
 * JavaScript has no possessive quantifiers. Without them the expression matches the same lines, and its
 * groups take the same: a backslash or quote after them decides where they end.
 */
const expression = new RegExp(`^${rowPattern.replaceAll("*+", "*")}$`, "s");

/** What the groups of the expression take of a line; `undefined` for a line that it does not match. */
export function groupsOf(line: string): readonly (string | undefined)[] | undefined {
  return expression.exec(line)?.slice(1);
}

/**
 * Reads a line as Athena's `RegexSerDe` does: with the whole line, and with null for what does not parse.
 * @returns `undefined` for a line that the expression does not match, whose row would be nulls
 */
export function readRow(line: string): Row | undefined {
  const groups = groupsOf(line);
  if (groups === undefined) return undefined;
  return Object.fromEntries(
    rowColumns.map((column, index) => [column.name, parsedValue(groups[index], column)]),
  );
}

function parsedValue(text: string | undefined, { type }: Column): Value {
  if (text === undefined) return null;
  if (type === "string") return text;
  const isNumber =
    type === "double" ? /^-?\d+(\.\d*)?$|^-?\.\d+$/.test(text) : /^-?\d+$/.test(text);
  return isNumber ? Number(text) : null;
}
