/**
 * Builds the package twice: ES modules in dist/esm, CommonJS in dist/cjs. In each tree, a
 * package.json says which of the two its files are, to Node and to TypeScript.
 */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const folder = fileURLToPath(new URL(".", import.meta.url));
const require = createRequire(import.meta.url);
const compiler = require.resolve("typescript/bin/tsc");
const esm = join(folder, "dist", "esm");
const cjs = join(folder, "dist", "cjs");

rmSync(join(folder, "dist"), { recursive: true, force: true });
startTree(esm, "module");
compile(join(folder, "tsconfig.json"));

startTree(cjs, "commonjs");
const sources = readdirSync(folder).filter((name) => name === "src" || name.endsWith(".ts"));
// The compiler takes the kind of module from the package.json above a source file.
for (const name of sources) cpSync(join(folder, name), join(cjs, name), { recursive: true });
const config = join(cjs, "tsconfig.json");
writeFileSync(
  config,
  JSON.stringify({
    extends: "../../tsconfig.json",
    compilerOptions: { rootDir: ".", outDir: "." },
    include: ["*.ts", "src/**/*.ts"],
    exclude: [],
  }),
);
compile(config);
rmSync(config);
for (const path of filesIn(cjs)) {
  if (path.endsWith(".ts") && !path.endsWith(".d.ts")) rmSync(path);
}
await bundleJose();

for (const path of [...filesIn(esm), ...filesIn(cjs)]) {
  if (path.endsWith(".d.ts")) importScripts(path);
}

function startTree(tree, type) {
  mkdirSync(tree, { recursive: true });
  // Bundlers read `sideEffects` from the nearest package.json.
  writeFileSync(join(tree, "package.json"), `${JSON.stringify({ type, sideEffects: false })}\n`);
}

function compile(project) {
  execFileSync(process.execPath, [compiler, "--project", project], { stdio: "inherit" });
}

function filesIn(tree) {
  return readdirSync(tree, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Puts the used part of `jose` into the CommonJS tree, with its licence. */
async function bundleJose() {
  const { name, version } = require("jose/package.json");
  const licence = readFileSync(join(require.resolve("jose/package.json"), "..", "LICENSE.md"));
  await build({
    entryPoints: [join(folder, "src", "jose.ts")],
    outfile: join(cjs, "src", "jose.js"),
    bundle: true,
    platform: "node",
    target: "node20.19",
    format: "cjs",
    banner: { js: `/*! Bundled: ${name} ${version}\n\n${licence}*/` },
    allowOverwrite: true,
    logLevel: "error",
  });
}

/** Declarations name the sources (`./file.ts`), which only TypeScript 5 and later understand. */
function importScripts(path) {
  const text = readFileSync(path, "utf8");
  writeFileSync(path, text.replaceAll(/((?:from |import\()"\.{1,2}\/[^"]+)\.ts"/g, '$1.js"'));
}
