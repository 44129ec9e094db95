import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Script } from "node:vm";
import { cache, esbuild, root } from "./esbuild.mjs";

/**
 * The packages of one lockfile, bundled into one file and kept with V8's compiled code: loads several
 * times faster than some hundred files. A new lockfile makes a new bundle.
 */
function bundleFile() {
  const lockfile = readFileSync(join(root, "package-lock.json"));
  const key = createHash("sha256").update(lockfile).digest("hex").slice(0, 16);
  return join(cache, `packages-${key}.cjs`);
}

const compiledFile = (file) => `${file}.compiled`;

/** Fills a file in one step: other syntheses may be running. */
async function replace(file, write) {
  const unfinished = `${file}.${process.pid}`;
  const written = await write(unfinished);
  if (written) renameSync(unfinished, file);
  return written;
}

/** Runs a bundle: its table of functions, one a package, and what saves its compiled code. */
function open(file) {
  const compiled = existsSync(compiledFile(file)) ? readFileSync(compiledFile(file)) : undefined;
  // V8 itself refuses code that another version of it has compiled.
  const script = new Script(
    `(function (module, exports, require) {${readFileSync(file, "utf8")}\n})`,
    { filename: file, cachedData: compiled },
  );
  const module = { exports: {} };
  script.runInThisContext()(module, module.exports, createRequire(file));
  const isSaved = compiled !== undefined && script.cachedDataRejected !== true;
  return {
    table: module.exports,
    save: async () => {
      if (isSaved) return;
      await replace(compiledFile(file), (unfinished) => {
        writeFileSync(unfinished, script.createCachedData());
        return true;
      });
    },
  };
}

/** The packages as an earlier run has bundled them; `undefined` where none has. */
export function openPackages() {
  const file = bundleFile();
  if (!existsSync(file)) return undefined;
  const packages = open(file);
  // Needed by every synthesis, and best loaded while our own sources are being bundled.
  for (const load of Object.values(packages.table)) load();
  return packages;
}

/**
 * The same packages, with at least these among them; `undefined` where bundling failed.
 * @param opened what {@link openPackages} found
 * @param names what our own sources import
 */
export async function completePackages(opened, names) {
  if (opened !== undefined && names.every((name) => Object.hasOwn(opened.table, name))) {
    return opened;
  }
  const file = bundleFile();
  mkdirSync(cache, { recursive: true });
  for (const old of readdirSync(cache)) {
    if (old.startsWith("packages-")) rmSync(join(cache, old), { force: true });
  }
  const entries = [...new Set(names)]
    .sort()
    .map((name) => JSON.stringify(name))
    .map((name) => `  ${name}: () => require(${name}),`);
  const source = `module.exports = {\n${entries.join("\n")}\n};\n`;
  const noArchiver = join(root, "scripts", "synth", "no-archiver.cjs");
  const bundled = await replace(file, (unfinished) =>
    esbuild([`--outfile=${unfinished}`, `--alias:archiver=${noArchiver}`], source),
  );
  return bundled ? open(file) : undefined;
}
