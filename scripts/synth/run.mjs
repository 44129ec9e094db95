import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { join } from "node:path";
import { compileFunction } from "node:vm";
import { cache, esbuild, root } from "./esbuild.mjs";
import { completePackages, openPackages } from "./packages.mjs";

// The app command of cdktf.json. Our own sources are bundled anew each time, in a few milliseconds,
// which is several times faster than a loader that hooks every module; packages are bundled once for
// each lockfile. Meanwhile this process loads the packages. `npm run bench:synth` shows the result.
// Of this process alone: other syntheses may be running.
const outfile = join(cache, `main-${process.pid}.cjs`);
const metafile = join(cache, `main-${process.pid}.json`);
const ownSources = ["main.ts", "--packages=external", `--outfile=${outfile}`];
const require = createRequire(import.meta.url);

/** Specifiers of everything that our own sources import from packages. */
function importedPackages() {
  const { outputs } = JSON.parse(readFileSync(metafile, "utf8"));
  return Object.values(outputs)
    .flatMap(({ imports }) => imports.map(({ path }) => path))
    .filter((path) => !isBuiltin(path));
}

/** Loads the bundle of our own sources, with its packages from the table. */
function loadMain({ table, save }) {
  const exports = {};
  const module = { exports };
  const fromTable = (name) => (Object.hasOwn(table, name) ? table[name]() : require(name));
  const parameters = ["module", "exports", "require"];
  const code = readFileSync(outfile, "utf8");
  compileFunction(code, parameters, { filename: outfile })(module, exports, fromTable);
  return {
    main: async () => {
      await module.exports.main();
      await save();
    },
  };
}

async function prepare() {
  const bundled = esbuild([...ownSources, `--metafile=${metafile}`]);
  const opened = openPackages();
  if (!(await bundled)) return undefined;
  const packages = await completePackages(opened, importedPackages());
  if (packages === undefined) return undefined;
  // cdktf records for every token where it was made. Only the second run, below, could show that.
  Error.captureStackTrace = () => {};
  return loadMain(packages);
}

/** Plain and slow: packages one by one, with source maps, to show where in the sources a fault is. */
async function prepareToExplain() {
  return (await esbuild([...ownSources, "--sourcemap=linked"])) ? require(outfile) : undefined;
}

function runAgainToExplain() {
  spawnSync(process.execPath, ["--enable-source-maps", ...process.argv.slice(1)], {
    stdio: ["ignore", "ignore", "inherit"],
  });
}

process.once("exit", () => {
  for (const file of [outfile, metafile, `${outfile}.map`]) rmSync(file, { force: true });
});
process.chdir(root);
const explaining = process.execArgv.includes("--enable-source-maps");
const sources = await (explaining ? prepareToExplain() : prepare());
process.exitCode = 1;
try {
  await sources?.main();
  if (sources !== undefined) process.exitCode = 0;
} catch (error) {
  if (error instanceof Error && error.name === "UserError") {
    process.stderr.write(`${error.message}\n`);
  } else if (explaining) {
    console.error(error);
  } else {
    runAgainToExplain();
  }
}
