import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { thirdPartyNotices } from "./third-party-notices.mjs";

const folder = fileURLToPath(new URL("..", import.meta.url));
const require = createRequire(import.meta.url);

export const dist = join(folder, "dist");

/** Folders that modules read beside themselves: style sheets, templates and scripts of pages. */
const fileFolders = [
  "design",
  "inspector/page",
  "cognito/pages/hosted-ui",
  "request-page/template",
  "runtime/lambda",
];

/**
 * Bundles the package and its dependencies into one module in dist, with the files of its pages and the
 * licences of the dependencies. It is CommonJS, which `import`, `require` and Jest load without options.
 */
export async function buildModule() {
  const { build } = require("esbuild");
  const { metafile } = await build({
    absWorkingDir: folder,
    entryPoints: ["index.ts"],
    outdir: dist,
    bundle: true,
    // The sources of alb-auth, which need not be built.
    conditions: ["alb-source"],
    platform: "node",
    target: "node20.19",
    format: "cjs",
    define: { "import.meta.url": "bundleUrl" },
    banner: { js: 'const bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
    // Names of functions and classes show in stack traces.
    keepNames: true,
    metafile: true,
    logLevel: "error",
  });
  mkdirSync(dist, { recursive: true });
  writeFileSync(join(dist, "package.json"), '{ "type": "commonjs" }\n');
  const inputs = Object.keys(metafile.inputs).map((path) => join(folder, path));
  writeFileSync(join(dist, "THIRD-PARTY-NOTICES.txt"), thirdPartyNotices(inputs));
  for (const files of fileFolders) {
    cpSync(join(folder, "src", files), join(dist, basename(files)), { recursive: true });
  }
}
