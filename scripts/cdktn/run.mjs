import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { differences, readStacks } from "./differences.mjs";

// npm run test:cdktn: synthesizes every environment with cdktf and with cdktn, its maintained fork, and
// compares the Terraform JSON. As long as both are equal, the project can move to cdktn by a change of
// package.json alone.
const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "..", "..");
const reports = join(root, "reports");
// Outside the project: a package that is missing here must not be found in the project's node_modules.
const work = mkdtempSync(join(tmpdir(), "cdktn-"));
const isWindows = process.platform === "win32";

function run(command, args, options) {
  const result = spawnSync(command, args, { encoding: "utf8", ...options });
  if (result.status === 0) return result.stdout;
  const output = `${result.stdout ?? ""}${result.stderr ?? ""}${result.error?.message ?? ""}`;
  throw new Error(`${command} ${args.join(" ")} failed:\n${output}`);
}

/** Installs cdktn and its provider under the names of cdktf, and bundles everything else beside them. */
async function installCdktn() {
  for (const file of ["package.json", "package-lock.json"])
    cpSync(join(here, file), join(work, file));
  run("npm", ["ci", "--no-fund", "--no-audit"], { cwd: work, shell: isWindows });
  const outfile = join(work, "main.cjs");
  await build({
    absWorkingDir: root,
    entryPoints: ["main.ts"],
    outfile,
    bundle: true,
    external: ["cdktf", "constructs", "@cdktf/provider-aws"],
    platform: "node",
    target: "node20.19",
    logLevel: "error",
  });
  return outfile;
}

/** cdktn's provider needs Node 22: returns this Node or, where it is older, one from the registry. */
function nodeForCdktn() {
  if (Number(process.versions.node.split(".")[0]) >= 22) return process.execPath;
  const print = ["--yes", "--package=node@24", "--", "node", "--print", "process.execPath"];
  return run("npx", print, { cwd: work, shell: isWindows }).trim();
}

function synthesize(node, program, environment, outdir) {
  const env = { ...process.env, ENVIRONMENT: environment, CDKTF_OUTDIR: outdir };
  run(node, [program], { cwd: root, env });
  return readStacks(outdir);
}

/** What cdktf and cdktn write into every stack, of themselves and of their provider. */
function versionsIn(stacks) {
  const [stack] = Object.values(stacks);
  const { required_providers: providers } = stack.terraform;
  return { library: stack["//"].metadata.version, provider: providers.aws.version };
}

function compare(environment, node, cdktnProgram) {
  const program = join(root, "synthesis", "runner", "run.cjs");
  const cdktf = synthesize(
    process.execPath,
    program,
    environment,
    join(work, "cdktf", environment),
  );
  const cdktn = synthesize(node, cdktnProgram, environment, join(work, "cdktn", environment));
  const [before, after] = [versionsIn(cdktf), versionsIn(cdktn)];
  if (before.library === after.library) {
    throw new Error(`Both syntheses ran with version ${before.library}: cdktn was not used.`);
  }
  const lines = differences(cdktf, cdktn);
  const names = Object.keys(cdktf).join(", ");
  console.log(
    `${environment} (${names}): cdktf ${before.library} with AWS provider ${before.provider}, ` +
      `cdktn ${after.library} with ${after.provider}: ` +
      (lines.length === 0 ? "equal" : `${lines.length} differences, cdktf → cdktn`),
  );
  for (const line of lines) console.log(`  ${line}`);
  return lines.length === 0;
}

const environments = readdirSync(join(root, "environments"))
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.slice(0, -".ts".length))
  .sort();
// In the form of Jest's report, for scripts/test-totals.mjs. Until it is over, the run has failed.
const report = {
  numPassedTests: 0,
  numFailedTests: 0,
  numRuntimeErrorTestSuites: 1,
  numPendingTests: 0,
  numTodoTests: 0,
};
try {
  const cdktnProgram = await installCdktn();
  const node = nodeForCdktn();
  console.log(
    'Compared is the JSON of every stack, except metadata ("//") and the version of the AWS provider,\n' +
      "which each package pins in required_providers.",
  );
  for (const environment of environments) {
    if (compare(environment, node, cdktnProgram)) report.numPassedTests += 1;
    else report.numFailedTests += 1;
  }
  report.numRuntimeErrorTestSuites = 0;
  console.log(
    `${report.numPassedTests} of ${environments.length} environments are equal: ${environments.join(", ")}`,
  );
} finally {
  mkdirSync(reports, { recursive: true });
  writeFileSync(join(reports, "cdktn.json"), JSON.stringify(report, null, 2));
  rmSync(work, { recursive: true, force: true });
}
process.exitCode = report.numFailedTests === 0 ? 0 : 1;
