import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

// npm run test:nodes: the fast tests of what runs anywhere else than on this machine (packages, container)
// and of the synthesis, on every supported Node version, each taken from npm.
const root = fileURLToPath(new URL("..", import.meta.url));
const versions = process.argv.length > 2 ? process.argv.slice(2) : ["20", "24", "26"];
mkdirSync(join(root, "reports"), { recursive: true });

const tests = ["packages/", "container/", "__tests__/synthesis/"];

const failed = versions.filter((version) => {
  console.log(`\n--- fast tests on Node ${version}`);
  const report = join("reports", `jest-node-${version}.json`);
  const jest = ["node_modules/jest/bin/jest.js", "--config", "jest.fast.config.js"];
  const { status } = spawnSync(
    "npx",
    [
      ...["--yes", "--package", `node@${version}`, "--", "node", ...jest],
      ...["--maxWorkers=100%", "--silent", "--json", `--outputFile=${report}`, ...tests],
    ],
    { cwd: root, stdio: ["ignore", "ignore", "inherit"], shell: process.platform === "win32" },
  );
  return status !== 0;
});
console.log(
  failed.length === 0
    ? `\nThe fast tests passed on Node ${versions.join(", ")}.`
    : `\nThe fast tests failed on Node ${failed.join(", ")}.`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
