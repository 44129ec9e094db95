import fc from "fast-check";
import { rowColumns, rowPattern } from "../../constructs/access-log-table/row-format";
import { fieldNames } from "../../scripts/doctor/access-log/fields";
import { mutatedLine } from "./support/arbitrary-lines";
import { expectedRows } from "./support/log-lines";
import { groupsOf, readRow } from "./support/read-row";

describe("the row format of access logs", () => {
  it("has a group for each column, and the fields that the doctor reads", () => {
    const groups = rowPattern.match(/\((?!\?)/g) ?? [];

    expect(fieldNames).toHaveLength(34);
    expect(rowColumns).toHaveLength(39);
    expect(groups).toHaveLength(39);
    expect(new Set(rowColumns.map(({ name }) => name)).size).toBe(39);
  });

  it.each(expectedRows)("reads $what", ({ line, row }) => {
    expect(readRow(line)).toMatchObject(row);
  });

  it("leaves nothing of a line out", () => {
    const content = (text: string) => text.replace(/[ ":-]/g, "");

    for (const { line } of expectedRows) {
      expect(content(groupsOf(line)?.join("") ?? "")).toBe(content(line));
    }
  });

  it("matches every line, whatever its fields are", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 300 }), mutatedLine), (line) => {
        expect(readRow(line)?.type).toBeDefined();
      }),
      { numRuns: 2_000 },
    );
  });
});
