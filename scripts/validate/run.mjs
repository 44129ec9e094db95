import { fileURLToPath } from "node:url";
import { loadBundled } from "../load-bundled.mjs";

// npm run validate: bundles the command and runs it.
const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");
process.chdir(root);
const { validate } = await loadBundled("validate/validate.ts", { needsEmulator: false });
process.exitCode = await validate(root, process.argv.slice(2));
