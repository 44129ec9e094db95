import { fileURLToPath } from "node:url";
import { loadBundled } from "../load-bundled.mjs";

// npm run doctor: bundles the command and runs it.
const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");
const { doctor } = await loadBundled("doctor/doctor.ts");
process.exitCode = await doctor(root, process.argv.slice(2));
