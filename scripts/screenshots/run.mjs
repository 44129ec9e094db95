import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

// npm run screenshots: bundles the emulator and the command, and runs it.
const root = fileURLToPath(new URL("../..", import.meta.url));
const outfile = join(root, "node_modules", ".cache", "screenshots", "screenshots.mjs");

const { build, stop } = createRequire(import.meta.url)("esbuild");
const { buildModule } = await import("../../packages/alb-emulator/build.mjs");
await buildModule();
await build({
  entryPoints: [join(root, "scripts", "screenshots", "take-screenshots.ts")],
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
const { takeScreenshots } = await import(pathToFileURL(outfile).href);
await takeScreenshots(root);
