import { fork, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Browser } from "./browser.mjs";
import { quantile, round } from "./statistics.mjs";

// npm run load: sign-ins and requests through the emulator, which runs in a process of its own.
const root = fileURLToPath(new URL("../..", import.meta.url));
const signInCount = Number(process.env.SIGN_INS ?? 1_000);
const requestCount = Number(process.env.REQUESTS ?? 100_000);
const concurrency = 64;
const pairCount = 2_000;
/** How many times as long as a direct request one through the emulator may take, at the median. */
const maxSlowdown = 12;
/** How much the memory may grow from the second to the last third of the requests; the first warms up. */
const maxGrowth = 1.15;

const folder = mkdtempSync(join(tmpdir(), "load-"));
const target = fork(fileURLToPath(new URL("target.mjs", import.meta.url)));
const [targetPort] = await once(target, "message");
const emulator = spawn(
  process.execPath,
  [
    join(root, "scripts", "start", "run.mjs"),
    ...["--environment", "minimal", "--state-folder", join(folder, "state")],
    ...["--port", "0", "--identity-port", "0", "--inspector-port", "0"],
    ...["--service", `web=http://127.0.0.1:${targetPort}`],
  ],
  {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
  },
);
const ended = once(emulator, "exit");
const browser = new Browser(concurrency);
try {
  const banner = await readBanner();
  const url = `${/ (http:\/\/app\.example\.com\S+?)\/?\n/.exec(banner)[1]}/`;
  const [, username, password] = / (ben@\S+) +(\S+)/.exec(banner);

  const visitors = [];
  const signIns = await measure(signInCount, async () => {
    visitors.push(await browser.signIn(url, { username, password }));
  });

  const memoryMiB = [];
  const sampler = setInterval(() => memoryMiB.push(residentMiB(emulator.pid)), 500);
  const statuses = {};
  const requests = await measure(requestCount, async (index) => {
    const cookies = visitors[index % visitors.length];
    const { status } = await browser.send(url, { cookies });
    statuses[status] = (statuses[status] ?? 0) + 1;
  });
  clearInterval(sampler);

  const pairs = await measurePairs(url, visitors[0]);
  // The lower end of the samples, since what the garbage collector has not freed yet varies.
  const third = Math.ceil(memoryMiB.length / 3);
  const secondMiB = quantile(memoryMiB.slice(third, -third), 0.25);
  const lastMiB = quantile(memoryMiB.slice(-third), 0.25);
  const slowdown = pairs.emulatorMs / pairs.directMs;
  const growth = lastMiB / secondMiB;
  const report = {
    signIns,
    requests: { concurrency, statuses, ...requests },
    oneAtATime: {
      directP50Ms: round(pairs.directMs),
      emulatorP50Ms: round(pairs.emulatorMs),
      slowdown: round(slowdown),
    },
    memory: {
      secondThirdMiB: round(secondMiB),
      lastThirdMiB: round(lastMiB),
      growth: round(growth),
    },
  };
  const checks = {
    "every sign-in ended at the application": visitors.length === signInCount,
    "every request returned 200": statuses[200] === requestCount,
    [`at most ${maxSlowdown} times as slow as a direct request`]: slowdown <= maxSlowdown,
    [`memory grew by a factor of at most ${maxGrowth}`]: growth <= maxGrowth,
  };
  mkdirSync(join(root, "reports"), { recursive: true });
  writeFileSync(join(root, "reports", "load.txt"), JSON.stringify(report, null, 2));
  console.log(JSON.stringify(report, null, 2));
  for (const [name, isMet] of Object.entries(checks)) {
    console.log(`${isMet ? "ok    " : "NOT OK"} ${name}`);
  }
  process.exitCode = Object.values(checks).every(Boolean) ? 0 : 1;
} finally {
  browser.close();
  emulator.kill("SIGINT");
  target.kill();
  await ended;
  rmSync(folder, { recursive: true, force: true });
}

/**
 * The medians of requests to the target and through the emulator, one at a time and in turn: whatever
 * slows the machine down slows both, so their ratio stays the same.
 */
async function measurePairs(url, cookies) {
  const directMs = [];
  const emulatorMs = [];
  for (let index = 0; index < pairCount; index++) {
    directMs.push((await browser.send(`http://127.0.0.1:${targetPort}/`)).durationMs);
    emulatorMs.push((await browser.send(url, { cookies })).durationMs);
  }
  return { directMs: quantile(directMs, 0.5), emulatorMs: quantile(emulatorMs, 0.5) };
}

/** What the emulator prints once it serves; afterwards, shows only what is neither 200 nor 302. */
function readBanner() {
  return new Promise((resolve, reject) => {
    let text = "";
    ended.then(() => reject(new Error(`The emulator has ended:\n${text}`)));
    emulator.stdout.setEncoding("utf8").on("data", (chunk) => {
      if (text.includes("Ctrl-C stops")) {
        process.stderr.write(chunk.replace(/^(200|302) .*\n|^\n/gm, ""));
        return;
      }
      text += chunk;
      if (text.includes("Ctrl-C stops")) resolve(text);
    });
  });
}

/** Does the work `count` times, `concurrency` at once. */
async function measure(count, work) {
  const durationsMs = [];
  let next = 0;
  const worker = async () => {
    while (next < count) {
      const started = performance.now();
      await work(next++);
      durationsMs.push(performance.now() - started);
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: concurrency }, worker));
  const seconds = (performance.now() - started) / 1000;
  return {
    count,
    perSecond: round(count / seconds),
    p50Ms: round(quantile(durationsMs, 0.5)),
    p99Ms: round(quantile(durationsMs, 0.99)),
  };
}

function residentMiB(pid) {
  const { stdout } = spawnSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" });
  return Number(stdout) / 1024;
}
