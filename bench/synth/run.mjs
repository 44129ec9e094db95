import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Table from "cli-table3";
import { buildSync } from "esbuild";

// npm run bench:synth [rounds]: whole processes, all in one run, the contenders in turn in every
// round. What counts are the ratios of the medians; the times are this machine's.
const rounds = Number(process.argv[2] ?? 7);
const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "..", "..");
const require = createRequire(import.meta.url);

function run(command, args, options = {}) {
  const result = spawnSync(command, args, { encoding: "utf8", ...options });
  if (result.status !== 0) {
    throw new Error(`${command} ${args.join(" ")} failed:\n${result.stderr.slice(-2000)}`);
  }
  return result;
}

try {
  require.resolve("aws-cdk-lib", { paths: [here] });
} catch {
  console.log("Installing AWS CDK, for this benchmark only …");
  run("npm", ["install", "--no-save", "--no-package-lock"], {
    cwd: here,
    shell: process.platform === "win32",
  });
}

const work = mkdtempSync(join(tmpdir(), "bench-synth-"));
const outdir = join(work, "out");
// Beside the project's packages, so that what is not bundled is found.
const scratch = join(root, "node_modules", ".cache", "bench-synth");

function bundle(entry, name) {
  const outfile = join(scratch, `${name}.cjs`);
  const { metafile } = buildSync({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    packages: "external",
    metafile: true,
    logLevel: "error",
  });
  return { outfile, metafile };
}

// The floor: loading cdktf and the submodules of the provider that our sources use, and nothing else.
const { metafile } = bundle("main.ts", "main");
const modules = new Set(
  Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path)),
);
const needed = [...modules].filter(
  (path) => path === "cdktf" || path.startsWith("@cdktf/provider-aws/"),
);
const floor = join(scratch, "require.cjs");
writeFileSync(floor, needed.map((path) => `require(${JSON.stringify(path)});`).join("\n"));

const { outfile: applications } = bundle("bench/synth/applications.ts", "applications");
const many = (count) => [
  "-e",
  `require(${JSON.stringify(applications)}).synthesizeApplications(${count})`,
];

const contenders = {
  require: { label: `require cdktf and ${needed.length - 1} submodules`, args: [floor] },
  example: {
    label: "npm run synth, the example",
    args: [join(root, "scripts", "synth", "run.mjs")],
    env: { ENVIRONMENT: "example" },
  },
  one: { label: "1 application", args: many(1) },
  fifty: { label: "50 applications", args: many(50) },
  cdk: { label: "1 application in AWS CDK", args: [join(here, "aws-cdk.cjs")] },
};

const memory = join(here, "report-memory.cjs");

/** One whole process: seconds, and its largest resident memory in MB. */
function measure({ args, env = {} }) {
  rmSync(outdir, { recursive: true, force: true });
  const began = performance.now();
  const { stderr } = run(process.execPath, ["--require", memory, ...args], {
    cwd: root,
    maxBuffer: 64 * 1024 * 1024,
    env: {
      ...process.env,
      CDKTF_OUTDIR: outdir,
      CDK_OUTDIR: outdir,
      // Otherwise every construct of both kits records where it was made.
      CDK_DISABLE_STACK_TRACE: "1",
      ...env,
    },
  });
  const seconds = (performance.now() - began) / 1000;
  const kilobytes = Number(/max-rss-kb=(\d+)/.exec(stderr)?.[1]);
  return { seconds, megabytes: kilobytes / 1024 };
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

try {
  const samples = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, contender] of Object.entries(contenders)) {
      const sample = measure(contender);
      // The first round warms the disk's cache.
      if (round > 0) samples[name].push(sample);
    }
  }
  const medians = Object.fromEntries(
    Object.entries(samples).map(([name, each]) => [
      name,
      {
        seconds: median(each.map(({ seconds }) => seconds)),
        megabytes: median(each.map(({ megabytes }) => megabytes)),
      },
    ]),
  );

  const times = new Table({
    head: ["whole process", "median", "range", "memory"],
    style: { head: [], border: [] },
  });
  for (const [name, { label }] of Object.entries(contenders)) {
    const seconds = samples[name].map((sample) => sample.seconds);
    times.push([
      label,
      `${medians[name].seconds.toFixed(2)} s`,
      `${Math.min(...seconds).toFixed(2)} – ${Math.max(...seconds).toFixed(2)} s`,
      `${Math.round(medians[name].megabytes)} MB`,
    ]);
  }
  const ratio = (one, other) => medians[one].seconds / medians[other].seconds;
  const claims = [
    ["the example against bare require", ratio("example", "require"), "at most", 1.5],
    ["50 applications against one", ratio("fifty", "one"), "at most", 10],
    ["AWS CDK against us, the same application", ratio("cdk", "one"), "at least", 5],
  ];
  const ratios = new Table({
    head: ["ratio", "measured", "wanted", ""],
    style: { head: [], border: [] },
  });
  for (const [label, measured, bound, wanted] of claims) {
    const holds = bound === "at most" ? measured <= wanted : measured >= wanted;
    if (!holds) process.exitCode = 1;
    ratios.push([
      label,
      `${measured.toFixed(2)}×`,
      `${bound} ${wanted}×`,
      holds ? "holds" : "MISSED",
    ]);
  }
  console.log(
    `Node ${process.version}, ${rounds} rounds, medians of interleaved whole processes\n`,
  );
  console.log(times.toString());
  console.log(ratios.toString());
} finally {
  rmSync(work, { recursive: true, force: true });
}
