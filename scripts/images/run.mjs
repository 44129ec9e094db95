import { fileURLToPath } from "node:url";
import { loadBundled } from "../load-bundled.mjs";

// npm run images: bundles the command and runs it.
const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");
process.chdir(root);
const { images } = await loadBundled("images/images.ts", { needsEmulator: false });
process.exitCode = await images(root, process.argv.slice(2));
