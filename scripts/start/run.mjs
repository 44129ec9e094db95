import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadBundled } from "../load-bundled.mjs";

// npm start: installs missing packages, builds the emulator, bundles the adapter and runs it.
const root = fileURLToPath(new URL("../..", import.meta.url));

// A development dependency: an installation without them is not enough.
if (!existsSync(join(root, "node_modules", "tsx"))) {
  console.log("Installing …");
  const { status } = spawnSync("npm", ["ci", "--include=dev"], {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status !== 0) process.exit(status ?? 1);
}

const { start } = await loadBundled("start/start.ts");
await start(root, process.argv.slice(2));
