import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const require = createRequire(import.meta.url);

/**
 * Bundles the entries of a package into its dist folder: one ES module for each, dependencies left
 * to npm.
 * @param {string} name folder of the package
 */
export async function buildPackage(name) {
  const folder = join(here, name);
  const { build } = require("esbuild");
  await build({
    entryPoints: entriesOf(folder),
    outdir: join(folder, "dist"),
    bundle: true,
    splitting: true,
    platform: "node",
    target: "node20.19",
    format: "esm",
    // Names of functions and classes show in stack traces.
    keepNames: true,
    packages: "external",
    sourcemap: "linked",
    logLevel: "error",
  });
  // Modules read these folders beside themselves: templates, style sheets, scripts of pages.
  for (const pages of ["inspector/page", "cognito/pages/hosted-ui"]) {
    const source = join(folder, "src", pages);
    if (existsSync(source))
      cpSync(source, join(folder, "dist", basename(pages)), { recursive: true });
  }
}

/** Writes the type declarations of a package into its dist folder. */
function writeTypes(folder) {
  const { status } = spawnSync(
    process.execPath,
    [require.resolve("typescript/bin/tsc"), "--project", join(folder, "tsconfig.json")],
    { stdio: "inherit" },
  );
  if (status !== 0) process.exit(status ?? 1);
}

function entriesOf(folder) {
  const { exports } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return Object.values(exports).map((entry) => join(folder, entry["alb-source"]));
}

// npm run build and npm pack, in the folder of a package.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const name = basename(process.cwd());
  rmSync(join(here, name, "dist"), { recursive: true, force: true });
  await buildPackage(name);
  writeTypes(join(here, name));
}
