import { fileURLToPath } from "node:url";
import { loadBundled } from "../load-bundled.mjs";

// npm run hcp: bundles the command and runs it.
const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");
process.chdir(root);
const { hcp } = await loadBundled("hcp/hcp.ts", { needsEmulator: false });
process.exitCode = await hcp(root, process.argv.slice(2));
