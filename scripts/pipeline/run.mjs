import { fileURLToPath } from "node:url";
import { loadBundled } from "../load-bundled.mjs";

// npm run pipeline: bundles the command and runs it.
const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");
process.chdir(root);
const { pipeline } = await loadBundled("pipeline/pipeline.ts", { needsEmulator: false });
process.exitCode = await pipeline(root, process.argv.slice(2));
