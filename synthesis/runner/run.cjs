// npm run synth, and the app command of cdktf.json: bundles our own sources and runs the bundle in this
// process. Does what `npx tsx main.ts` does in half the time, because only our sources are transpiled;
// the packages are loaded as they are. bench/synth/README.md has the figures.
const { mkdirSync, mkdtempSync, readFileSync, rmSync } = require("node:fs");
const { SourceMap } = require("node:module");
const { join, resolve } = require("node:path");
const { inspect } = require("node:util");
const { build } = require("esbuild");

// cdktf 0.21 calls deprecated functions of newer Node versions; its users cannot change that.
process.noDeprecation = true;

const root = join(__dirname, "..", "..");
const cache = join(root, "node_modules", ".cache", "synth");
mkdirSync(cache, { recursive: true });
// A folder for this run only: other syntheses may be running.
const folder = mkdtempSync(join(cache, "run-"));
const outfile = join(folder, "main.cjs");
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));

async function run() {
  process.chdir(root);
  const building = build({
    absWorkingDir: root,
    entryPoints: ["main.ts"],
    outfile,
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node20.19",
    sourcemap: "linked",
    logLevel: "silent",
  });
  // esbuild is another process: load what the bundle needs first in the meantime.
  require("cdktf");
  try {
    await building;
  } catch (error) {
    // The message holds file, line and column of every syntax error.
    console.error(error.message);
    process.exitCode = 1;
    return;
  }
  process.once("uncaughtException", (error) => {
    console.error(inSources(inspect(error)));
    process.exitCode = 1;
  });
  require(outfile);
}

/**
 * Replaces positions in the bundle by positions in our sources. `node --enable-source-maps` would do
 * that for each of the thousands of stack traces that cdktf records, one for every token, and would
 * parse the source maps of all packages: it doubles the time of a synthesis.
 */
function inSources(text) {
  const map = new SourceMap(JSON.parse(readFileSync(`${outfile}.map`, "utf8")));
  return text
    .replaceAll(outfile, "main.cjs")
    .replace(/main\.cjs:(\d+):(\d+)/g, (position, line, column) => {
      const { fileName, lineNumber, columnNumber } = map.findOrigin(Number(line), Number(column));
      return fileName === undefined
        ? position
        : `${resolve(folder, fileName)}:${lineNumber}:${columnNumber}`;
    });
}

run();
