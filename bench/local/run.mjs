import { fork, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Browser } from "./browser.mjs";

// npm run load: sign-ins and requests through the stand-in, in processes of their own.
const root = fileURLToPath(new URL("../..", import.meta.url));
const signIns = Number(process.env.SIGN_INS ?? 1_000);
const requests = Number(process.env.REQUESTS ?? 100_000);
const concurrency = 64;
const pairs = 2_000;
/** What the stand-in may add to a request at the median, in milliseconds. */
const allowedMilliseconds = 2;
/** How much the memory may grow between the first and the last third of the requests. */
const allowedGrowth = 1.15;

const folder = mkdtempSync(join(tmpdir(), "load-"));
const target = fork(fileURLToPath(new URL("target.mjs", import.meta.url)));
const targetPort = await new Promise((resolve) => target.once("message", resolve));
const standIn = spawn(
  process.execPath,
  [
    join(root, "scripts", "start", "run.mjs"),
    ...["--environment", "minimal", "--state", join(folder, "state")],
    ...["--port", "0", "--identity-port", "0", "--inspector-port", "0"],
    ...["--service", `web=http://127.0.0.1:${targetPort}`],
  ],
  {
    cwd: root,
    env: { ...process.env, CDKTF_OUTDIR: join(folder, "cdktf.out") },
    stdio: ["ignore", "pipe", "inherit"],
  },
);
let isFinished = false;
standIn.once("exit", (code, signal) => {
  if (!isFinished) console.error(`The stand-in ended by itself: ${signal ?? `exit code ${code}`}`);
});
const browser = new Browser(concurrency);
try {
  const banner = await bannerOf(standIn);
  const url = `${/ (http:\/\/app\.example\.com\S+?)\/?\n/.exec(banner)[1]}/`;
  const [, username, password] = / (ben@\S+) +(\S+)/.exec(banner);

  const visitors = [];
  const signInTimes = [];
  const signInSeconds = await timed(() =>
    inParallel(signIns, async () => {
      const started = performance.now();
      visitors.push(await browser.signIn(url, { username, password }));
      signInTimes.push(performance.now() - started);
    }),
  );

  const memory = [];
  const sampler = setInterval(() => memory.push(residentMegabytes(standIn.pid)), 500);
  const times = [];
  const statuses = {};
  const requestSeconds = await timed(() =>
    inParallel(requests, async (index) => {
      const cookies = visitors[index % visitors.length];
      const answer = await browser.send(url, { cookies });
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
      times.push(answer.milliseconds);
    }),
  );
  clearInterval(sampler);

  const added = await addedMilliseconds(url, visitors[0]);
  const third = Math.floor(memory.length / 3);
  const growth = median(memory.slice(-third)) / median(memory.slice(0, third));
  const report = {
    signIns: {
      count: visitors.length,
      perSecond: round(signIns / signInSeconds),
      p50Milliseconds: round(quantile(signInTimes, 0.5)),
      p99Milliseconds: round(quantile(signInTimes, 0.99)),
    },
    requests: {
      concurrency,
      statuses,
      perSecond: round(requests / requestSeconds),
      p50Milliseconds: round(quantile(times, 0.5)),
      p99Milliseconds: round(quantile(times, 0.99)),
    },
    addedAtP50Milliseconds: round(added),
    memory: {
      firstThirdMegabytes: round(median(memory.slice(0, third))),
      lastThirdMegabytes: round(median(memory.slice(-third))),
      growth: round(growth),
    },
  };
  const checks = {
    "every sign-in ended at the application": visitors.length === signIns,
    "every request was answered with 200": statuses[200] === requests,
    [`at most ${allowedMilliseconds} ms added at p50`]: added <= allowedMilliseconds,
    "memory flat": growth <= allowedGrowth,
  };
  mkdirSync(join(root, "reports"), { recursive: true });
  writeFileSync(join(root, "reports", "load.txt"), JSON.stringify(report, null, 2));
  console.log(JSON.stringify(report, null, 2));
  for (const [name, isMet] of Object.entries(checks))
    console.log(`${isMet ? "ok    " : "NOT OK"} ${name}`);
  process.exitCode = Object.values(checks).every(Boolean) ? 0 : 1;
} finally {
  isFinished = true;
  browser.close();
  standIn.kill("SIGINT");
  target.kill();
  await new Promise((resolve) => standIn.once("exit", resolve));
  rmSync(folder, { recursive: true, force: true });
}

/** The median of what one request takes longer through the stand-in, one after the other in turn. */
async function addedMilliseconds(url, cookies) {
  const direct = [];
  const through = [];
  for (let index = 0; index < pairs; index++) {
    direct.push((await browser.send(`http://127.0.0.1:${targetPort}/`)).milliseconds);
    through.push((await browser.send(url, { cookies })).milliseconds);
  }
  return quantile(through, 0.5) - quantile(direct, 0.5);
}

function bannerOf(child) {
  return new Promise((resolve, reject) => {
    let text = "";
    child.once("exit", () => reject(new Error(`The stand-in ended:\n${text}`)));
    child.stdout.setEncoding("utf8").on("data", (chunk) => {
      // Of the console's lines, only what went wrong is worth showing.
      if (isFinished) return;
      if (text.includes("Ctrl-C stops")) {
        process.stderr.write(chunk.replace(/^(200|302) .*\n|^\n/gm, ""));
        return;
      }
      text += chunk;
      if (text.includes("Ctrl-C stops")) resolve(text);
    });
  });
}

async function inParallel(count, work) {
  let next = 0;
  const worker = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}

async function timed(work) {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

function residentMegabytes(pid) {
  const { stdout } = spawnSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" });
  return Number(stdout) / 1024;
}

function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))];
}

function median(values) {
  return quantile(values, 0.5);
}

function round(value) {
  return Math.round(value * 100) / 100;
}
