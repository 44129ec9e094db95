import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

// All that `npm test` does: types, lint, tests. Every step runs, also after one that failed, so that
// one run shows everything. Arguments go to Jest: npm test -- __tests__/config
const root = fileURLToPath(new URL("..", import.meta.url));
const reports = join(root, "reports");
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const npm = process.platform === "win32" ? "npm.cmd" : "npm";
const steps = [
  { name: "types", command: [npm, "run", "--silent", "types"] },
  { name: "lint", command: [npm, "run", "--silent", "lint"] },
  {
    name: "tests",
    command: [
      process.execPath,
      join(root, "node_modules", "jest", "bin", "jest.js"),
      // Applies wait for minutes for what AWS would create, and other suites can run beside them.
      "--maxWorkers=4",
      // Every test by its name: tables of rejections are read as well as counted.
      "--verbose",
      "--json",
      `--outputFile=${join(reports, "jest.json")}`,
      ...process.argv.slice(2),
    ],
  },
];

const failed = steps.filter(({ name, command: [program, ...args] }) => {
  console.log(`\n--- ${name}`);
  // Jest prints its JSON on standard output as well; people get what it prints on standard error.
  const stdout = name === "tests" ? "ignore" : "inherit";
  const { status } = spawnSync(program, args, {
    cwd: root,
    stdio: ["ignore", stdout, "inherit"],
    // The AWS API clients, which read the emulated AWS back, warn that Node 20 is old.
    env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
  });
  return status !== 0;
});
console.log(
  failed.length === 0
    ? "\nAll of types, lint and tests passed."
    : `\nFailed: ${failed.map(({ name }) => name).join(", ")}.`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
