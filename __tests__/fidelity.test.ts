import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const docs = resolve(__dirname, "../docs");
const text = readFileSync(join(docs, "fidelity.md"), "utf8");

interface Row {
  readonly behaviour: string;
  readonly cells: readonly string[];
}

const rows: readonly Row[] = text
  .split("\n")
  .filter((line) => /^\| (?!Behaviour )/.test(line))
  .map((line) => {
    const cells = line.replace(/^\| | \|$/g, "").split(" | ");
    return { behaviour: cells[0] ?? "", cells };
  });

const isYes = ({ cells }: Row) => /^yes(, but)?$/.test(cells[1] ?? "");

/** Paths of the test files that a row names, as the page has them. */
function testsOf({ cells }: Row): readonly string[] {
  return [...(cells[3] ?? "").matchAll(/\]\(([^)\s]+\.test\.ts)\)/g)].map(([, path = ""]) => path);
}

function behavioursOf(found: readonly Row[]): readonly string[] {
  return found.map(({ behaviour }) => behaviour);
}

describe("docs/fidelity.md", () => {
  it("has a behaviour, a state, a source and a last cell in each row", () => {
    const incomplete = rows.filter(
      ({ cells }) =>
        cells.length !== 4 ||
        cells.some((cell) => cell.trim() === "") ||
        !/^(yes|yes, but|no|open)$/.test(cells[1] ?? ""),
    );

    expect(rows.length).toBeGreaterThan(150);
    expect(behavioursOf(incomplete)).toEqual([]);
  });

  it("names a test for everything that is emulated", () => {
    expect(behavioursOf(rows.filter((row) => isYes(row) && testsOf(row).length === 0))).toEqual([]);
  });

  it("names only tests that exist", () => {
    const missing = rows.flatMap(testsOf).filter((path) => !existsSync(join(docs, path)));

    expect(missing).toEqual([]);
  });

  it("calls no behaviour undocumented that it calls emulated, and says of open ones what is known", () => {
    const sourceOf = ({ cells }: Row) => cells[2] ?? "";

    expect(
      behavioursOf(rows.filter((row) => isYes(row) && /^undocumented/.test(sourceOf(row)))),
    ).toEqual([]);
    const isOpen = ({ cells }: Row) => cells[1] === "open";
    const bare = (source: string) => /^(undocumented|\[[^\]]+\])$/.test(source);
    expect(behavioursOf(rows.filter((row) => isOpen(row) && bare(sourceOf(row))))).toEqual([]);
  });

  it("defines every page and every capture that a source names, and names each that it defines", () => {
    const sources = rows.map(({ cells }) => cells[2] ?? "").join("\n");
    const pages = [...sources.matchAll(/\[([^\]]+)\](?!\()/g)].map(([, name]) => name);
    const defined = [...text.matchAll(/^\[([^\]]+)\]: https:/gm)].map(([, name]) => name);
    expect([...new Set(pages)].sort()).toEqual(defined.sort());

    const captures = [...sources.matchAll(/\[captures? ([^\]]+)\]/g)].flatMap(([, list = ""]) => {
      const [from = 0, to = from] = (/^(\d+) to (\d+)/.exec(list) ?? []).slice(1).map(Number);
      const range = Array.from(
        { length: from === 0 ? 0 : to - from + 1 },
        (_, index) => from + index,
      );
      return [...range, ...[...list.matchAll(/\d+/g)].map(([number]) => Number(number))];
    });
    const listed = [...text.matchAll(/^(\d+)\. /gm)].map(([, number]) => Number(number));
    expect([...new Set(captures)].sort((one, other) => one - other)).toEqual(listed);
  });
});
