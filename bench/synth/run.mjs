import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Table from "cli-table3";
import { buildSync } from "esbuild";

// npm run bench:synth [-- rounds]: whole processes, one contender after the other in every round.
// Ratios of medians are held to bars; times are those of the machine.
const rounds = Number(process.argv[2] ?? 9);
const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "..", "..");
const outdir = mkdtempSync(join(tmpdir(), "bench-synth-"));
// Inside the project, so that bundles find its packages.
const scratch = join(root, "node_modules", ".cache", "bench-synth");

function bundle(entry, name) {
  const outfile = join(scratch, `${name}.cjs`);
  const { metafile } = buildSync({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20.19",
    packages: "external",
    metafile: true,
    logLevel: "error",
  });
  return { outfile, imports: Object.values(metafile.outputs).flatMap(({ imports }) => imports) };
}

/** Writes a program that loads cdktf and the provider submodules of our sources, and does nothing else. */
function bareRequire() {
  const paths = new Set(bundle("main.ts", "main").imports.map(({ path }) => path));
  const modules = [...paths].filter(
    (path) => path === "cdktf" || path.startsWith("@cdktf/provider-aws/"),
  );
  const file = join(scratch, "require.cjs");
  writeFileSync(file, modules.map((path) => `require(${JSON.stringify(path)});`).join("\n"));
  return { file, submoduleCount: modules.length - 1 };
}

const { file: floor, submoduleCount } = bareRequire();
const { outfile: applications } = bundle("bench/synth/applications.ts", "applications");
const contenders = {
  require: { label: `bare require: cdktf and ${submoduleCount} submodules`, args: [floor] },
  example: {
    label: "npm run synth: the example",
    args: [join(root, "synthesis", "runner", "run.cjs")],
    env: { ENVIRONMENT: "example" },
  },
  tsx: {
    label: "node --import tsx main.ts: the example",
    args: ["--import", "tsx", "main.ts"],
    env: { ENVIRONMENT: "example" },
  },
  one: { label: "1 application", args: [applications, "1"] },
  fifty: { label: "50 applications", args: [applications, "50"] },
  cdk: { label: "1 application in AWS CDK", args: [join(here, "aws-cdk.cjs")] },
};

/** Runs one whole process. */
function measure({ args, env = {} }) {
  rmSync(outdir, { recursive: true, force: true });
  const startMs = performance.now();
  const preload = ["--require", join(here, "report-memory.cjs")];
  const { status, stderr } = spawnSync(process.execPath, [...preload, ...args], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    env: {
      ...process.env,
      CDKTF_OUTDIR: outdir,
      CDK_OUTDIR: outdir,
      // Spares AWS CDK, and constructs, a stack trace for every construct.
      CDK_DISABLE_STACK_TRACE: "1",
      ...env,
    },
  });
  const seconds = (performance.now() - startMs) / 1000;
  if (status !== 0) throw new Error(`node ${args.join(" ")} failed:\n${stderr.slice(-2000)}`);
  const kilobytes = Number(/max-rss-kb=(\d+)/.exec(stderr)?.[1]);
  return { seconds, megabytes: kilobytes / 1024 };
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function measureAll() {
  const samples = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, contender] of Object.entries(contenders)) {
      const sample = measure(contender);
      // The first round warms the disk's cache.
      if (round > 0) samples[name].push(sample);
    }
  }
  return samples;
}

const plain = { style: { head: [], border: [] } };

function timesTable(samples) {
  const table = new Table({ head: ["whole process", "median", "range", "memory"], ...plain });
  for (const [name, { label }] of Object.entries(contenders)) {
    const seconds = samples[name].map((sample) => sample.seconds);
    table.push([
      label,
      `${median(seconds).toFixed(2)} s`,
      `${Math.min(...seconds).toFixed(2)} – ${Math.max(...seconds).toFixed(2)} s`,
      `${Math.round(median(samples[name].map(({ megabytes }) => megabytes)))} MB`,
    ]);
  }
  return table;
}

function barsTable(samples) {
  const ratio = (name, other) =>
    median(samples[name].map(({ seconds }) => seconds)) /
    median(samples[other].map(({ seconds }) => seconds));
  const bars = [
    ["the example / bare require", ratio("example", "require"), "at most", 2.3],
    ["50 applications / 1 application", ratio("fifty", "one"), "at most", 10],
    ["AWS CDK / us, the same application", ratio("cdk", "one"), "at least", 5],
  ];
  const table = new Table({ head: ["ratio of medians", "measured", "bar", ""], ...plain });
  for (const [label, measured, comparison, bar] of bars) {
    const holds = comparison === "at most" ? measured <= bar : measured >= bar;
    if (!holds) process.exitCode = 1;
    table.push([
      label,
      `${measured.toFixed(2)}×`,
      `${comparison} ${bar}×`,
      holds ? "holds" : "MISSED",
    ]);
  }
  return table;
}

try {
  const samples = measureAll();
  console.log(`Node ${process.version}, ${cpus()[0].model}, ${cpus().length} cores`);
  console.log(`${rounds} rounds, every contender once in each\n`);
  console.log(timesTable(samples).toString());
  console.log(barsTable(samples).toString());
} finally {
  for (const folder of [outdir, scratch]) rmSync(folder, { recursive: true, force: true });
}
