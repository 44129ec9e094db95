import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..", "..", "..");

interface Row {
  readonly behaviour: string;
  readonly mark: string;
  readonly proof: string;
}

/** Every row of the tables whose columns are behaviour, mark, and what shows it. */
const rows: readonly Row[] = readFileSync(join(root, "docs", "local.md"), "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| "))
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .filter(([, , mark]) => mark !== "Mark")
  .map(([, behaviour = "", mark = "", proof = ""]) => ({ behaviour, mark, proof }));

/** What keeps a row from being worth anything; `undefined` for a sound one. */
function fault({ behaviour, mark, proof }: Row): string | undefined {
  if (!behaviour) return "it names no behaviour";
  if (mark === "no" || mark === "open") {
    return proof.length < 5 ? "it gives no reason" : undefined;
  }
  if (mark !== "yes") return `its mark is "${mark}"`;
  return proof
    .split(/; (?=`)/)
    .map(testFault)
    .find((text) => text !== undefined);
}

/** A proof is a file and the title of a test in it, as it is written there. */
function testFault(text: string): string | undefined {
  const [, file, title] = /^`([^`]+)` › (.+)$/.exec(text) ?? [];
  if (file === undefined || title === undefined) return `"${text}" names no test`;
  if (!existsSync(join(root, file))) return `${file} does not exist`;
  const source = readFileSync(join(root, file), "utf8").replaceAll('\\"', '"');
  const found = ['"', "'", "`"].some((quote) => source.includes(quote + title + quote));
  return found ? undefined : `${file} has no test "${title}"`;
}

describe("fidelity table", () => {
  it("covers load balancer and Cognito", () => {
    expect(rows.length).toBeGreaterThan(120);
  });

  it.each(rows)("shows or explains: $behaviour", (row) => {
    expect(fault(row)).toBeUndefined();
  });

  it.each<[string, Row, RegExp]>([
    [
      "a test that does not exist",
      {
        behaviour: "a",
        mark: "yes",
        proof: "`packages/alb-emulator/__tests__/fidelity-table.test.ts` › no such" + " test",
      },
      /has no test/,
    ],
    [
      "a file that does not exist",
      { behaviour: "a", mark: "yes", proof: "`x.test.ts` › y" },
      /does not exist/,
    ],
    ["a mark without a test", { behaviour: "a", mark: "yes", proof: "because" }, /names no test/],
    ["no reason", { behaviour: "a", mark: "no", proof: "" }, /no reason/],
    ["another mark", { behaviour: "a", mark: "", proof: "because" }, /its mark/],
  ])("finds a row with %s", (_, row, text) => {
    expect(fault(row)).toMatch(text);
  });
});
