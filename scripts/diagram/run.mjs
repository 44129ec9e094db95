import { fileURLToPath } from "node:url";
import { loadBundled } from "../load-bundled.mjs";

// npm run diagram: bundles the command and runs it.
const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");
const { diagram } = await loadBundled("diagram/diagram.ts", { needsEmulator: false });
process.exitCode = await diagram(root, process.argv.slice(2));
