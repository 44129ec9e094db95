import { type AccessLogField, accessLogFields, type Column } from "./fields";

/** Column of what a line has after the fields that are known. */
export const unparsedColumn = "unparsed";

const fields: readonly AccessLogField[] = accessLogFields;

/** Columns of the table: one for each group of {@link rowPattern}. */
export const rowColumns: readonly Column[] = [
  ...fields.flatMap(({ columns }) => columns),
  { name: unparsedColumn, type: "string" },
];

/**
 * Regular expression of a row, for Hive's `RegexSerDe`. It matches every line: each field but the first
 * is optional with all that follow it, and the last group takes what is left. A line that did not match
 * would be a row of nulls.
 */
export const rowPattern = `${nested(fields)}(.*)`;

function nested([first, ...rest]: readonly AccessLogField[]): string {
  if (first === undefined) return "";
  return rest.length === 0 ? first.pattern : `${first.pattern}(?: ${nested(rest)})?`;
}
