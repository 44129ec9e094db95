/** Verifications per second in one process, rounds interleaved, medians. */
import { createPublicKey, verify } from "node:crypto";
import { createRequire } from "node:module";
import { CognitoJwtVerifier } from "aws-jwt-verify";
import { AlbJwksCache } from "aws-jwt-verify/alb-cache";
import { AlbJwtVerifier } from "aws-jwt-verify/alb-verifier";
import { median } from "./processes.mjs";
import * as tokens from "./tokens.mjs";

const rounds = 9;
const perRound = 1_000;

export async function verifyBench() {
  const { AlbVerifier } = createRequire(import.meta.url)("./dist/alb-auth-entry.cjs");
  const verifier = new AlbVerifier({
    loadBalancerArns: [tokens.loadBalancerArn],
    clientIds: [tokens.clientId],
    issuer: tokens.issuer,
    fetch: async (url) =>
      new Response(url.endsWith("jwks.json") ? JSON.stringify(tokens.jwks) : tokens.publicKeyPem),
  });
  const fetcher = { fetch: async () => new TextEncoder().encode(tokens.publicKeyPem).buffer };
  const aws = AlbJwtVerifier.create(
    { albArn: tokens.loadBalancerArn, issuer: tokens.issuer, clientId: tokens.clientId },
    { jwksCache: new AlbJwksCache({ fetcher }) },
  );
  const awsAccess = CognitoJwtVerifier.create({
    userPoolId: tokens.userPoolId,
    tokenUse: "access",
    clientId: tokens.clientId,
  });
  awsAccess.cacheJwks(tokens.jwks);

  const count = (rounds + 1) * perRound;
  const data = Array.from({ length: count }, (_, serial) => tokens.signDataToken(serial));
  const forgedToken = tokens.signDataToken(0, { signer: `${tokens.loadBalancerArn}f` });
  const access = Array.from({ length: count / 5 }, (_, serial) => tokens.signAccessToken(serial));
  const rawKey = { key: createPublicKey(tokens.publicKeyPem), dsaEncoding: "ieee-p1363" };
  const rawAccessKey = createPublicKey({ key: tokens.jwks.keys[0], format: "jwk" });

  const ours = (token, accessToken) => verifier.verify(tokens.headersFor(token, accessToken));
  const raw = (token, key) => {
    const at = token.lastIndexOf(".");
    const signature = Buffer.from(token.slice(at + 1), "base64url");
    if (!verify("sha256", Buffer.from(token.slice(0, at)), key, signature)) throw new Error("raw");
  };
  const cases = {
    "data: node:crypto alone (limit)": (i) => raw(data[i], rawKey),
    "data: alb-auth, fresh token": (i) => ours(data[i], access[0]),
    "data: aws-jwt-verify verify": (i) => aws.verify(data[i]),
    "data: alb-auth, cached": () => ours(data[0], access[0]),
    "data: alb-auth, forged signer": () =>
      ours(forgedToken, access[0]).then(
        () => Promise.reject(new Error("accepted")),
        (error) => error.code === "ERR_DATA_SIGNER" || Promise.reject(error),
      ),
    "access: node:crypto alone (limit)": (i) => raw(access[i % access.length], rawAccessKey),
    "access: alb-auth, fresh token": (i) =>
      ours(data[0], access[Math.floor(i / 5) % access.length]),
    "access: aws-jwt-verify verify": (i) => awsAccess.verify(access[i % access.length]),
  };
  await ours(data[0], access[0]);
  await aws.verify(data[0]);

  const microseconds = Object.fromEntries(Object.keys(cases).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const [name, run] of Object.entries(cases)) {
      const isAccess = name.startsWith("access: alb");
      const startedAt = process.hrtime.bigint();
      // A fresh access token every fifth index, so that each of them is verified once.
      for (let i = round * perRound; i < (round + 1) * perRound; i += isAccess ? 5 : 1) {
        const result = run(i);
        if (result instanceof Promise) await result;
      }
      const runs = isAccess ? perRound / 5 : perRound;
      const elapsed = Number(process.hrtime.bigint() - startedAt) / 1_000 / runs;
      if (round > 0) microseconds[name].push(elapsed);
    }
  }
  return Object.fromEntries(
    Object.entries(microseconds).map(([name, values]) => [name, median(values)]),
  );
}
