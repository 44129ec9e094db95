import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

const root = resolve(__dirname, "..");
const skipped = new Set(["node_modules", ".git", "cdktf.out", "dist", "reports", ".local"]);

function markdownFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (skipped.has(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return markdownFiles(path);
    return entry.name.endsWith(".md") ? [path] : [];
  });
}

/** The anchor that GitHub gives to a heading. */
function anchorOf(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(" ", "-");
}

function anchorsOf(file: string): string[] {
  const headings = readFileSync(file, "utf8").matchAll(/^#{1,6} (.+)$/gm);
  return [...headings].map(([, heading = ""]) => anchorOf(heading));
}

const links = markdownFiles(root).flatMap((file) =>
  [...readFileSync(file, "utf8").matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = ""]) => target)
    .filter((target) => !/^[a-z]+:/i.test(target))
    .map((target) => ({ file, target })),
);

describe("links between Markdown pages", () => {
  it("lead to files and headings that exist", () => {
    const broken = links.filter(({ file, target }) => {
      const [path = "", anchor] = target.split("#");
      const destination = path === "" ? file : join(dirname(file), path);
      if (!existsSync(destination)) return true;
      return anchor !== undefined && !anchorsOf(destination).includes(anchor);
    });

    expect(links.length).toBeGreaterThan(10);
    expect(broken.map(({ file, target }) => `${relative(root, file)}: ${target}`)).toEqual([]);
  });
});
