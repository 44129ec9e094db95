import { fileURLToPath } from "node:url";
import { loadBundled } from "../load-bundled.mjs";

// npm run routes: bundles the command and runs it.
const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");
const { routes } = await loadBundled("routes/routes.ts", { needsEmulator: false });
process.exitCode = await routes(root, process.argv.slice(2));
