import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * Bundles `entry` (a TypeScript file, from `scripts/`) and imports it. Builds the emulator first, unless
 * `needsEmulator` is false.
 */
export async function loadBundled(entry, { needsEmulator = true } = {}) {
  const name = entry.replace(/^.*\//, "").replace(/\.ts$/, "");
  const outfile = join(root, "node_modules", ".cache", name, `${name}.mjs`);
  const { build, stop } = createRequire(import.meta.url)("esbuild");
  if (needsEmulator) {
    const { buildModule } = await import("../packages/alb-emulator/build/bundle.mjs");
    await buildModule();
  }
  await build({
    entryPoints: [join(root, "scripts", entry)],
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
  return import(pathToFileURL(outfile).href);
}
