import { fileURLToPath } from "node:url";
import { loadBundled } from "../load-bundled.mjs";

// npm run users: bundles the command and runs it.
const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");
process.chdir(root);
const { users } = await loadBundled("users/users.ts", { needsEmulator: false });
process.exitCode = await users(root, process.argv.slice(2));
