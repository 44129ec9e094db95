/** Prints every ratio that has a bar, from one run. @see bench/container/README.md */
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { coldStart } from "./cold-start.mjs";
import { forgedBench } from "./forged-bench.mjs";
import { limits } from "./limits.mjs";
import { manyUsers } from "./many-users.mjs";
import { bundleBytes, median, pinning, startKeyEndpoint } from "./processes.mjs";
import { conditions, requestsBench } from "./requests-bench.mjs";

const here = import.meta.dirname;

// Importing it bundles the container.
const { textLoaders } = await import("../../container/build.mjs");
await build({
  entryPoints: [join(here, "unverified-app.ts")],
  outfile: join(here, "dist", "unverified-app.cjs"),
  bundle: true,
  platform: "node",
  target: "node20.19",
  format: "cjs",
  conditions: ["alb-source"],
  loader: textLoaders,
  minifySyntax: true,
  minifyWhitespace: true,
  logLevel: "warning",
});

const load = () => `load average ${loadavg()[0].toFixed(1)}`;
console.log(`Node ${process.version}, ${cpus()[0].model}, ${cpus().length} cores, ${load()}`);

const rows = [];
let missed = 0;

/** A ratio and its bar, such as `{ min: 0.88 }`. */
function judge(label, ratio, { min = 0, max = Number.POSITIVE_INFINITY }, requestsRatio) {
  const holds = ratio >= min && ratio <= max;
  if (!holds) missed++;
  const bar = min > 0 ? `≥ ${min}` : `≤ ${max}`;
  const byRequests = requestsRatio === undefined ? "" : requestsRatio.toFixed(2);
  rows.push(
    `| ${label} | ${ratio.toFixed(2)} | ${byRequests} | ${bar} | ${holds ? "holds" : "**missed**"} |`,
  );
}

/** Compared within each round, whose samples lie seconds apart: a machine that slows down slows both. */
function ratioOf(samples, otherSamples, figureOf) {
  return median(samples.map((sample, round) => figureOf(sample) / figureOf(otherSamples[round])));
}

const keys = await startKeyEndpoint();
const requests = await requestsBench(keys.base);
console.log(`\nA request (${conditions}; ${pinning}), medians, ${load()}`);
for (const [name, servers] of Object.entries(requests)) {
  for (const [server, samples] of Object.entries(servers)) {
    const cpu = median(samples.map((sample) => sample.cpu)).toFixed(0);
    const perSecond = median(samples.map((sample) => sample.requestsPerSecond)).toFixed(0);
    console.log(
      `  (${name}) ${server.padEnd(30)} ${cpu.padStart(4)} µs CPU ${perSecond.padStart(7)}/s`,
    );
  }
}
function judgeRequests(name, server, other, bar) {
  const samples = requests[name];
  judge(
    `(${name}) ${server} / ${other}`,
    ratioOf(samples[other], samples[server], ({ cpu }) => cpu),
    bar,
    ratioOf(samples[server], samples[other], ({ requestsPerSecond }) => requestsPerSecond),
  );
}
judgeRequests("a", "koa + alb-auth", limits.a, { min: 0.88 });
judgeRequests("a", "koa + alb-auth", "koa + aws-jwt-verify", { min: 1.35 });
judgeRequests("a", "app", limits.a, { min: 0.75 });
judgeRequests("b", "koa + alb-auth", "koa", { min: 0.65 });
judgeRequests("b", "app", "app, unverified", { min: 0.6 });
judgeRequests("c", "koa + alb-auth", limits.c, { min: 0.88 });
judgeRequests("c", "koa + alb-auth", "koa + aws-jwt-verify", { min: 1.1 });

const { samples: forgeries, fetches } = await forgedBench();
console.log("\nA forged request, by what gives it away");
const forgedRatios = {};
for (const [way, samples] of Object.entries(forgeries)) {
  forgedRatios[way] = ratioOf(samples, forgeries.valid, (cpu) => cpu);
  const cpu = median(samples).toFixed(1).padStart(6);
  console.log(
    `  ${way.padEnd(34)} ${cpu} µs CPU  ${forgedRatios[way].toFixed(2).padStart(5)} of a valid one`,
  );
}
delete forgedRatios.valid;
judge("forged in the most expensive way / valid", Math.max(...Object.values(forgedRatios)), {
  max: 0.1,
});
judge("key fetches of all these forgeries", fetches, { max: 0 });

const starts = await coldStart(keys.base);
keys.server.close();
console.log("\nCold start, process to first 200");
for (const [name, samples] of Object.entries(starts)) {
  const milliseconds = median(samples.map((sample) => sample.milliseconds)).toFixed(0);
  const mebibytes = median(samples.map((sample) => sample.mebibytes)).toFixed(0);
  console.log(`  ${name.padEnd(34)} ${milliseconds.padStart(4)} ms ${mebibytes.padStart(4)} MiB`);
}
for (const name of ["koa + alb-auth", "app"]) {
  const startRatio = (figureOf) => ratioOf(starts[name], starts.koa, figureOf);
  judge(
    `cold start: ${name} / koa`,
    startRatio(({ milliseconds }) => milliseconds),
    { max: 1.2 },
  );
  judge(
    `resident memory: ${name} / koa`,
    startRatio(({ mebibytes }) => mebibytes),
    { max: 1.2 },
  );
}

console.log("\n100,000 users in turn, after garbage collection");
const memory = [];
for await (const sample of manyUsers()) {
  memory.push(sample);
  const { users, heapMiB, residentMiB } = sample;
  console.log(
    `  ${String(users).padStart(7)} users  heap ${heapMiB.toFixed(1)} MiB  resident ${residentMiB.toFixed(0)} MiB`,
  );
}
judge("heap after 100,000 users / after 20,000", memory.at(-1).heapMiB / memory[0].heapMiB, {
  max: 1.1,
});

console.log("\n| ratio | by CPU time | by requests/s | bar | |\n| --- | --- | --- | --- | --- |");
for (const row of rows) console.log(row);
console.log(`\nBundle of the app: ${(bundleBytes() / 1024).toFixed(0)} KiB. ${load()}.`);
console.log(missed === 0 ? "Every bar holds." : `${missed} of ${rows.length} bars are missed.`);
process.exitCode = missed === 0 ? 0 : 1;
