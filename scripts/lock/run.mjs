import { fileURLToPath } from "node:url";
import { loadBundled } from "../load-bundled.mjs";

// npm run lock: bundles the command and runs it.
const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");
process.chdir(root);
const { lock } = await loadBundled("lock/lock.ts", { needsEmulator: false });
process.exitCode = await lock(root, process.argv.slice(2));
