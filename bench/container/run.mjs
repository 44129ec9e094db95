/** Prints every ratio that has a bar, from one run. @see bench/container/README.md */
import { cpus } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { coldStart } from "./cold-start.mjs";
import { bundleBytes, pinning, startKeyEndpoint } from "./processes.mjs";
import { conditions, cpuRatioOf, figureOf, ratioOf, requestsBench } from "./requests-bench.mjs";
import { verifyBench } from "./verify-bench.mjs";

const here = import.meta.dirname;

/** Requests with a new data token against bare Koa + one raw verification. */
const limitBars = { "koa+alb-auth": 0.85, app: 0.75 };

// Importing it bundles the container.
const { textLoaders } = await import("../../container/build.mjs");
await build({
  entryPoints: [join(here, "alb-auth-entry.ts")],
  outfile: join(here, "dist", "alb-auth-entry.cjs"),
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

let missed = 0;
function ratio(label, value, comparison, bar) {
  const holds = comparison === "at least" ? value >= bar : value <= bar;
  if (!holds) missed++;
  console.log(
    `  ${holds ? "holds " : "MISSED"} ${value.toFixed(2).padStart(6)}  ${label} (${comparison} ${bar})`,
  );
}

console.log(`Node ${process.version}, ${cpus()[0].model}, ${cpus().length} cores`);

const verify = await verifyBench();
console.log("\nVerification, one at a time");
for (const [name, microseconds] of Object.entries(verify)) {
  const perSecond = Math.round(1e6 / microseconds);
  console.log(
    `  ${name.padEnd(36)} ${String(perSecond).padStart(9)}/s ${microseconds.toFixed(1).padStart(8)} µs`,
  );
}
const fresh = verify["data: alb-auth, fresh token"];
console.log(
  `         ${(verify["data: node:crypto alone (limit)"] / fresh).toFixed(2).padStart(6)}  fresh data token, against the limit`,
);
ratio(
  "forged signer, against a valid token",
  verify["data: alb-auth, forged signer"] / fresh,
  "at most",
  0.1,
);

const keys = await startKeyEndpoint();
const requests = await requestsBench(keys.base);
console.log(`\nRequests (${conditions}; ${pinning})`);
for (const key of Object.keys(requests)) {
  const figure = (name) => figureOf(requests, key, name);
  console.log(
    `  ${key.padEnd(36)} ${figure("requestsPerSecond").toFixed(0).padStart(7)}/s  p50 ${figure("p50")} ms  p99 ${figure("p99")} ms  ${figure("cpuMicroseconds").toFixed(0)} µs CPU`,
  );
}
function requestRatio(mode, subject, other, bar) {
  const keys = [`${mode}: ${subject}`, `${mode}: ${other}`];
  const cpu = cpuRatioOf(requests, ...keys).toFixed(2);
  ratio(`${subject} / ${other}, by CPU ${cpu}`, ratioOf(requests, ...keys), "at least", bar);
}
console.log("(a) new data token, repeated access token");
for (const [subject, bar] of Object.entries(limitBars)) {
  requestRatio("fresh", subject, "limit", bar);
}
// The app also logs, counts and sets headers, which its peers do not: it has the one bar above.
requestRatio("fresh", "koa+alb-auth", "koa+aws-jwt-verify", 1.3);
requestRatio("fresh", "koa+alb-auth", "express+aws-jwt-verify", 1.7);
console.log("(b) both repeated");
requestRatio("repeated", "koa+alb-auth", "koa", 0.6);
requestRatio("repeated", "app", "app, unverified", 0.6);

const start = await coldStart(keys.base);
keys.server.close();
console.log("\nCold start, process to first 200");
for (const [name, { milliseconds, mebibytes }] of Object.entries(start)) {
  console.log(`  ${name.padEnd(36)} ${milliseconds.toFixed(0)} ms  ${mebibytes.toFixed(0)} MiB`);
}
ratio(
  "cold start, against bare Koa",
  start.app.milliseconds / start["bare Koa"].milliseconds,
  "at most",
  1.5,
);
ratio(
  "resident memory, against bare Koa",
  start.app.mebibytes / start["bare Koa"].mebibytes,
  "at most",
  1.5,
);
console.log(`\nBundle: ${(bundleBytes() / 1024).toFixed(0)} KiB in one file`);
console.log(missed === 0 ? "Every ratio holds." : `${missed} ratios do not hold.`);
process.exitCode = missed === 0 ? 0 : 1;
