import { fileURLToPath } from "node:url";
import { loadBundled } from "../load-bundled.mjs";

// npm run deploy: bundles the command and runs it.
const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");
process.chdir(root);
const { deploy } = await loadBundled("deploy/deploy.ts", { needsEmulator: false });
process.exitCode = await deploy(root, process.argv.slice(2));
