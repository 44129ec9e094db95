import { fileURLToPath } from "node:url";
import { loadBundled } from "../load-bundled.mjs";

// npm run findings: bundles the command and runs it.
const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");
const { findings } = await loadBundled("findings/findings.ts", { needsEmulator: false });
process.exitCode = await findings(root, process.argv.slice(2));
