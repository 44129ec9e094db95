import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";

// The app command of cdktf.json. Only our own sources are bundled, which takes a few milliseconds and
// is several times faster than a loader that hooks every module of the provider.
const root = fileURLToPath(new URL("..", import.meta.url));
const folder = join(root, "node_modules", ".cache", "synth");
const outfile = join(folder, "main.cjs");

function bundle() {
  mkdirSync(folder, { recursive: true });
  try {
    buildSync({
      absWorkingDir: root,
      entryPoints: ["main.ts"],
      outfile,
      bundle: true,
      platform: "node",
      target: "node20",
      packages: "external",
      sourcemap: "linked",
      logLevel: "error",
    });
  } catch {
    // esbuild has said where the syntax error is.
    process.exit(1);
  }
}

const explaining = process.execArgv.includes("--enable-source-maps");
if (!explaining) bundle();
process.chdir(root);
try {
  const { main } = createRequire(import.meta.url)(outfile);
  await main();
} catch (error) {
  if (error instanceof Error && error.name === "UserError") {
    process.stderr.write(`${error.message}\n`);
  } else if (explaining) {
    console.error(error);
  } else {
    // Source maps cost a third of the whole synthesis, so they are switched on only to explain a fault.
    spawnSync(process.execPath, ["--enable-source-maps", ...process.argv.slice(1)], {
      stdio: "inherit",
    });
  }
  process.exitCode = 1;
}
