import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const root = join(__dirname, "..", "..", "..");

/**
 * Holds a part of a page, between two marker comments, against what the code says. With
 * UPDATE_DOCS=1 in the environment the page is rewritten instead.
 */
export function expectGenerated(path: string, part: string, generated: string): void {
  const file = join(root, path);
  const begin = `<!-- begin ${part} (generated: UPDATE_DOCS=1 npx jest __tests__/container) -->`;
  const end = `<!-- end ${part} -->`;
  const page = readFileSync(file, "utf8");
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new Error(`${path} lacks the lines "${begin}" and "${end}".`);
  const fresh = `${page.slice(0, from)}${begin}\n\n${generated.trim()}\n\n${page.slice(to)}`;
  if (process.env.UPDATE_DOCS === "1") {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, fresh);
    return;
  }
  expect(page).toBe(fresh);
}

/** A Markdown table. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
