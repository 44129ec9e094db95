/** What a forged request costs that its unverified tokens give away. One process, interleaved. */
import { AlbVerifier } from "alb-auth";
import { createTestLoadBalancer } from "alb-auth/testing";
import * as tokens from "./tokens.mjs";

const rounds = 25;
const perRound = 100;

/** CPU time of a valid request and of each forgery by round, and the fetches that the forgeries cause. */
export async function forgedBench() {
  const loadBalancer = await createTestLoadBalancer();
  const forgeries = loadBalancer.forgedRequests().filter(({ isGivenAway }) => isGivenAway);
  let fetches = 0;
  const fetchAndCount = (...request) => {
    fetches++;
    return fetch(...request);
  };
  const verifier = new AlbVerifier({ ...loadBalancer.options, fetch: fetchAndCount });
  // Before any key is in memory, so that every lookup would fetch.
  for (const forgery of forgeries) await rejects(verifier, forgery);
  const fetchesOfForgeries = fetches;
  await verifier.verify(loadBalancer.signIn());

  const validVerifier = new AlbVerifier({
    loadBalancerArns: [tokens.loadBalancerArn],
    clientIds: [tokens.clientId],
    issuer: tokens.issuer,
    fetch: async (url) =>
      new Response(url.endsWith("jwks.json") ? JSON.stringify(tokens.jwks) : tokens.publicKeyPem),
  });
  const accessToken = tokens.signAccessToken(0);
  const samples = { valid: [], ...Object.fromEntries(forgeries.map(({ name }) => [name, []])) };
  for (let round = 0; round <= rounds; round++) {
    const fresh = Array.from({ length: perRound }, (_, index) =>
      tokens.headersFor(tokens.signDataToken(round * perRound + index), accessToken),
    );
    const sample = await cpuOf(async () => {
      for (const headers of fresh) await validVerifier.verify(headers);
    });
    if (round > 0) samples.valid.push(sample);
    for (const forgery of forgeries) {
      const sample = await cpuOf(async () => {
        for (let index = 0; index < perRound; index++) await rejects(verifier, forgery);
      });
      if (round > 0) samples[forgery.name].push(sample);
    }
  }
  await loadBalancer.close();
  return { samples, fetches: fetchesOfForgeries };
}

async function rejects(verifier, { name, code, headers }) {
  try {
    await verifier.verify(headers);
  } catch (error) {
    if (error.code === code) return;
    throw error;
  }
  throw new Error(`The forged request "${name}" was accepted.`);
}

async function cpuOf(run) {
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / perRound;
}
