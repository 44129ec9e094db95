/** Run with --expose-gc by many-users.mjs: one verifier and 100,000 users in turn, a JSON line every 20,000. */
import { randomUUID } from "node:crypto";
import { AlbVerifier } from "alb-auth";
import * as tokens from "./tokens.mjs";

const users = 100_000;
const perLine = 20_000;

const verifier = new AlbVerifier({
  loadBalancerArns: [tokens.loadBalancerArn],
  clientIds: [tokens.clientId],
  issuer: tokens.issuer,
  fetch: async (url) =>
    new Response(url.endsWith("jwks.json") ? JSON.stringify(tokens.jwks) : tokens.publicKeyPem),
});

for (let user = 1; user <= users; user++) {
  const subject = randomUUID();
  const accessToken = tokens.signAccessToken(user, { subject });
  const data = tokens.signDataToken(user, { subject });
  const identity = await verifier.verify(tokens.headersFor(data, accessToken, subject));
  if (identity.subject !== subject) throw new Error("Another user.");
  if (user % perLine !== 0) continue;
  globalThis.gc();
  const { heapUsed, external, rss } = process.memoryUsage();
  const mebibytes = (bytes) => bytes / 1024 / 1024;
  console.log(
    JSON.stringify({
      users: user,
      heapMiB: mebibytes(heapUsed + external),
      residentMiB: mebibytes(rss),
    }),
  );
}
