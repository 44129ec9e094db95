/** What a request costs whole servers, one core, rounds interleaved. */
import { randomUUID } from "node:crypto";
import autocannon from "autocannon";
import { limits } from "./limits.mjs";
import { bundle, cpuMicroseconds, environmentFor, startServer, stopServer } from "./processes.mjs";
import { headersFor, signAccessToken, signDataToken } from "./tokens.mjs";

const connections = 16;
const warmUpRounds = 3;
const rounds = Number(process.env.BENCH_ROUNDS ?? 25);
const requestsPerRound = 2_000;

/** More than the caches of tokens hold, so that no token is found there when its turn comes again. */
const differentRequests = 8_000;

const cases = [
  {
    name: "a",
    servers: [limits.a, "koa + alb-auth", "koa + aws-jwt-verify", "app"],
    requests: newDataTokens(),
  },
  {
    name: "b",
    servers: ["koa", "koa + alb-auth", "app, unverified", "app"],
    requests: [headersFor(signDataToken(0), signAccessToken(0))],
  },
  {
    name: "c",
    servers: [limits.c, "koa + alb-auth", "koa + aws-jwt-verify"],
    requests: newUsers(),
  },
];

export const conditions = `${connections} connections, ${rounds} rounds of ${requestsPerRound} requests`;

/** Samples by case and server, one a round. */
export async function requestsBench(keysBase) {
  const env = environmentFor(keysBase, { SAMPLE_HEADERS: JSON.stringify(cases[1].requests[0]) });
  const servers = {};
  for (const name of new Set(cases.flatMap((each) => each.servers))) {
    servers[name] = await startServer(name === "app" ? [bundle] : ["peer-server.mjs", name], env);
  }
  const samples = Object.fromEntries(
    cases.map(({ name, servers: names }) => [
      name,
      Object.fromEntries(names.map((of) => [of, []])),
    ]),
  );
  for (let round = 0; round < warmUpRounds + rounds; round++) {
    for (const { name, servers: names, requests } of cases) {
      for (const server of names) {
        const sample = await load(servers[server], requestsOf(requests, round));
        if (round >= warmUpRounds) samples[name][server].push(sample);
      }
    }
  }
  await Promise.all(Object.values(servers).map(stopServer));
  return samples;
}

function newDataTokens() {
  const accessToken = signAccessToken(0);
  return Array.from({ length: differentRequests }, (_, serial) =>
    headersFor(signDataToken(serial), accessToken),
  );
}

function newUsers() {
  return Array.from({ length: differentRequests }, (_, serial) => {
    const subject = randomUUID();
    const accessToken = signAccessToken(serial, { subject });
    return headersFor(signDataToken(serial, { subject }), accessToken, subject);
  });
}

/** The requests of a round: others than those of the rounds before it. */
function requestsOf(requests, round) {
  if (requests.length === 1) return requests;
  const from = (round * requestsPerRound) % requests.length;
  return requests.slice(from, from + requestsPerRound);
}

async function load({ child, port }, requests) {
  const perConnection = Math.ceil(requests.length / connections);
  let connection = 0;
  const cpuBefore = cpuMicroseconds(child.pid);
  const startedAt = performance.now();
  const result = await autocannon({
    url: `http://127.0.0.1:${port}/api/me`,
    connections,
    amount: requestsPerRound,
    // How often autocannon looks whether it is done.
    sampleInt: 5,
    setupClient: (client) => {
      const from = connection++ * perConnection;
      const part = requests.length === 1 ? requests : requests.slice(from, from + perConnection);
      client.setRequests(part.map((headers) => ({ headers })));
    },
  });
  const seconds = (performance.now() - startedAt) / 1_000;
  if (result["2xx"] !== requestsPerRound) {
    throw new Error(`${result["2xx"]} of ${requestsPerRound} requests succeeded: not a benchmark.`);
  }
  return {
    requestsPerSecond: requestsPerRound / seconds,
    cpu: (cpuMicroseconds(child.pid) - cpuBefore) / requestsPerRound,
  };
}
