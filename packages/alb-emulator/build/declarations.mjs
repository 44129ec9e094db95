import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { dist } from "./bundle.mjs";

const folder = fileURLToPath(new URL("..", import.meta.url));
const require = createRequire(import.meta.url);

const specifiers = /((?:from |import\()")([^"]+)(")/g;

/**
 * Writes the declarations that `dist/index.d.ts` needs, and no others.
 * @throws {Error} When one of them needs another package than `@types/node`: its types would be missing,
 * because dependencies are bundled.
 */
export function writeDeclarations() {
  execFileSync(
    process.execPath,
    [require.resolve("typescript/bin/tsc"), "--project", join(folder, "tsconfig.json")],
    { stdio: "inherit" },
  );
  const needed = new Set();
  collect(join(dist, "index.d.ts"), needed);
  for (const entry of readdirSync(join(dist, "src"), { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (entry.isFile() && !needed.has(file)) rmSync(file);
  }
  for (const file of needed) importScripts(file);
}

function collect(file, needed) {
  if (needed.has(file)) return;
  needed.add(file);
  for (const [, , specifier] of readFileSync(file, "utf8").matchAll(specifiers)) {
    if (specifier.startsWith("node:")) continue;
    if (!specifier.startsWith(".")) {
      throw new Error(
        `${file} imports types of ${specifier}, which is bundled, so users would not have them.`,
      );
    }
    collect(join(dirname(file), specifier.replace(/\.ts$/, ".d.ts")), needed);
  }
}

/** Declarations name the sources (`./file.ts`), which only TypeScript 5 and later understand. */
function importScripts(file) {
  const text = readFileSync(file, "utf8");
  const replaced = text.replaceAll(specifiers, (_, before, specifier, after) =>
    [before, specifier.replace(/^(\..+)\.ts$/, "$1.js"), after].join(""),
  );
  writeFileSync(file, replaced);
}
