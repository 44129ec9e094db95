/** Requests per second of whole servers, one core, rounds interleaved, medians. */
import autocannon from "autocannon";
import {
  bundle,
  cpuSeconds,
  environmentFor,
  median,
  startServer,
  stopServer,
} from "./processes.mjs";
import { headersFor, signAccessToken, signDataToken } from "./tokens.mjs";

const concurrency = 16;
const rounds = Number(process.env.BENCH_ROUNDS ?? 7);
const seconds = Number(process.env.BENCH_SECONDS ?? 2);
const tokensPerConnection = 400;

const names = [
  "koa",
  "limit",
  "koa+alb-auth",
  "app",
  "app, unverified",
  "koa+aws-jwt-verify",
  "express+aws-jwt-verify",
];

export async function requestsBench(keysBase) {
  const accessToken = signAccessToken(0);
  // Many more than fit into the token cache, so that no token is found there.
  const fresh = Array.from({ length: concurrency }, (_, connection) =>
    Array.from({ length: tokensPerConnection }, (_, serial) => ({
      headers: headersFor(signDataToken(connection * tokensPerConnection + serial), accessToken),
    })),
  );
  const repeated = { headers: headersFor(signDataToken(0), accessToken) };
  const env = environmentFor(keysBase, { SAMPLE_HEADERS: JSON.stringify(repeated.headers) });
  const servers = {};
  for (const name of names) {
    servers[name] = await startServer(name === "app" ? [bundle] : ["peer-server.mjs", name], env);
  }
  const modes = {
    fresh: (client, index) => client.setRequests(fresh[index]),
    repeated: (client) => client.setRequests([repeated]),
  };
  const samples = {};
  for (let round = 0; round <= rounds; round++) {
    for (const [mode, setRequests] of Object.entries(modes)) {
      for (const name of names) {
        const { child, port } = servers[name];
        const sample = await load(port, child.pid, setRequests, round === 0 ? 1 : seconds);
        const key = `${mode}: ${name}`;
        if (round > 0) samples[key] = [...(samples[key] ?? []), sample];
      }
    }
  }
  await Promise.all(Object.values(servers).map(stopServer));
  return samples;
}

/** The median of one figure of a server over all rounds. */
export function figureOf(samples, key, figure) {
  return median(samples[key].map((sample) => sample[figure]));
}

/**
 * Ratio of the requests per second of two servers. Compared within each round, whose samples lie
 * seconds apart, so that a machine that slows down for a while slows both.
 */
export function ratioOf(samples, key, otherKey) {
  return median(
    samples[key].map(
      ({ requestsPerSecond }, round) =>
        requestsPerSecond / samples[otherKey][round].requestsPerSecond,
    ),
  );
}

/** The same by CPU time, which other work on the machine affects less. */
export function cpuRatioOf(samples, key, otherKey) {
  return median(
    samples[key].map(
      ({ cpuMicroseconds }, round) => samples[otherKey][round].cpuMicroseconds / cpuMicroseconds,
    ),
  );
}

async function load(port, pid, setRequests, duration) {
  let index = 0;
  const cpuBefore = cpuSeconds(pid);
  const result = await autocannon({
    url: `http://127.0.0.1:${port}/api/me`,
    connections: concurrency,
    duration,
    setupClient: (client) => setRequests(client, index++),
  });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${result.non2xx} rejections and ${result.errors} errors: not a benchmark.`);
  }
  return {
    requestsPerSecond: result["2xx"] / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    cpuMicroseconds: ((cpuSeconds(pid) - cpuBefore) * 1e6) / result["2xx"],
  };
}

export const conditions = `${concurrency} connections, ${rounds} interleaved rounds of ${seconds} s, medians`;
