import { spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

// All that `npm test` does: types, lint, tests. Every step runs, also after one that failed, so that
// one run shows everything. Arguments go to Jest: npm test -- __tests__/config
const root = fileURLToPath(new URL("..", import.meta.url));
const reports = join(root, "reports");
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const npm = process.platform === "win32" ? "npm.cmd" : "npm";
const terraformSuites = "__tests__/terraform/";
const failed = [];

/** Runs one step; a program prints what it has to say on the two streams of this one. */
async function step(name, [program, ...args], { stdout = "inherit" } = {}) {
  console.log(`\n--- ${name}`);
  const child = spawn(program, args, {
    cwd: root,
    stdio: ["ignore", stdout, "inherit"],
    // The AWS API clients, which read the emulated AWS back, warn that Node 20 is old.
    env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
  });
  const status = await new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", resolve);
  });
  if (status !== 0) failed.push(name);
}

function jest(name, report, args) {
  const command = [
    process.execPath,
    join(root, "node_modules", "jest", "bin", "jest.js"),
    // Every test by its name: tables of rejections are read as well as counted.
    "--verbose",
    "--json",
    `--outputFile=${join(reports, report)}`,
    ...args,
  ];
  // Jest prints its JSON on standard output as well; people get what it prints on standard error.
  return step(name, command, { stdout: "ignore" });
}

async function typesAndLint() {
  await step("types", [npm, "run", "--silent", "types"]);
  await step("lint", [npm, "run", "--silent", "lint"]);
}

/** Applies wait for minutes for what AWS would create: everything else runs beside them. */
async function everything() {
  const applies = jest("tests with Terraform", "jest-terraform.json", [
    "--maxWorkers=4",
    terraformSuites,
  ]);
  await typesAndLint();
  await jest("tests", "jest.json", [
    `--maxWorkers=${Math.max(2, availableParallelism() - 1)}`,
    ...["/node_modules/", "/cdktf.out/", terraformSuites].map(
      (ignored) => `--testPathIgnorePatterns=${ignored}`,
    ),
  ]);
  await applies;
}

async function chosen(args) {
  await typesAndLint();
  await jest("tests", "jest.json", ["--maxWorkers=4", ...args]);
}

const given = process.argv.slice(2);
await (given.length === 0 ? everything() : chosen(given));
console.log(
  failed.length === 0
    ? "\nAll of types, lint and tests passed."
    : `\nFailed: ${failed.join(", ")}.`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
