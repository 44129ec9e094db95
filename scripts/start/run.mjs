import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

// npm start: installs missing packages, builds the emulator, bundles the adapter and runs it.
const root = fileURLToPath(new URL("../..", import.meta.url));
const outfile = join(root, "node_modules", ".cache", "start", "start.mjs");

// A development dependency: an installation without them is not enough.
if (!existsSync(join(root, "node_modules", "tsx"))) {
  console.log("Installing …");
  const { status } = spawnSync("npm", ["ci", "--include=dev"], {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status !== 0) process.exit(status ?? 1);
}

const { build, stop } = createRequire(import.meta.url)("esbuild");
const { buildModule } = await import("../../packages/alb-emulator/build.mjs");
await buildModule();
await build({
  entryPoints: [join(root, "scripts", "start", "start.ts")],
  outfile,
  bundle: true,
  platform: "node",
  target: "node20.19",
  format: "esm",
  packages: "external",
  // Its sources, because only the emulator is built here.
  alias: { "alb-auth": join(root, "packages", "alb-auth", "index.ts") },
  sourcemap: "linked",
  logLevel: "error",
});
await stop();
const { start } = await import(pathToFileURL(outfile).href);
await start(root, process.argv.slice(2));
