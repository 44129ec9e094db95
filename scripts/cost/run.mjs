import { fileURLToPath } from "node:url";
import { loadBundled } from "../load-bundled.mjs";

// npm run cost: bundles the command and runs it.
const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");
const { cost } = await loadBundled("cost/cost.ts", { needsEmulator: false });
process.exitCode = await cost(root, process.argv.slice(2));
