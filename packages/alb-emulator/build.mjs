import { spawnSync } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL(".", import.meta.url));
const dist = join(folder, "dist");
const require = createRequire(import.meta.url);

/** Folders that modules read beside themselves: style sheets, templates and scripts of pages. */
const fileFolders = ["design", "inspector/page", "cognito/pages/hosted-ui"];

/** Bundles the package into one ES module in dist; its dependencies stay packages. */
export async function buildModule() {
  const { build } = require("esbuild");
  await build({
    entryPoints: [join(folder, "index.ts")],
    outdir: dist,
    bundle: true,
    platform: "node",
    target: "node20.19",
    format: "esm",
    // Names of functions and classes show in stack traces.
    keepNames: true,
    packages: "external",
    sourcemap: "linked",
    logLevel: "error",
  });
  for (const files of fileFolders) {
    cpSync(join(folder, "src", files), join(dist, basename(files)), { recursive: true });
  }
}

function writeTypes() {
  const { status } = spawnSync(
    process.execPath,
    [require.resolve("typescript/bin/tsc"), "--project", join(folder, "tsconfig.json")],
    { stdio: "inherit" },
  );
  process.exitCode = status ?? 1;
}

// npm run build and npm pack.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  rmSync(dist, { recursive: true, force: true });
  await buildModule();
  writeTypes();
}
