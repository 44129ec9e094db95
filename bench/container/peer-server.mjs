/** One server to measure, by name, in a process of its own. */
import { createPublicKey, verify } from "node:crypto";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import Router from "@koa/router";
import { albAuth } from "alb-auth/koa";
import { CognitoJwtVerifier } from "aws-jwt-verify";
import { AlbJwksCache } from "aws-jwt-verify/alb-cache";
import { AlbJwtVerifier } from "aws-jwt-verify/alb-verifier";
import Koa from "koa";
import { limits } from "./limits.mjs";

const require = createRequire(import.meta.url);
const [name] = process.argv.slice(2);
const env = process.env;

/** aws-jwt-verify as its README configures it, with the keys from the benchmark's endpoint. */
function createAwsVerify() {
  const fetcher = {
    fetch: async (uri) =>
      (await fetch(`${env.ALB_PUBLIC_KEYS_URL}/${uri.split("/").pop()}`)).arrayBuffer(),
  };
  const albVerifier = AlbJwtVerifier.create(
    { albArn: env.ALB_ARN, issuer: env.COGNITO_ISSUER, clientId: env.COGNITO_CLIENT_ID },
    { jwksCache: new AlbJwksCache({ fetcher }) },
  );
  const accessVerifier = CognitoJwtVerifier.create({
    userPoolId: env.COGNITO_ISSUER.split("/").pop(),
    tokenUse: "access",
    clientId: env.COGNITO_CLIENT_ID,
  });
  const ready = fetch(env.COGNITO_JWKS_URL)
    .then((response) => response.json())
    .then((jwks) => accessVerifier.cacheJwks(jwks));
  return async (headers) => {
    await ready;
    const data = await albVerifier.verify(headers["x-amzn-oidc-data"]);
    const access = await accessVerifier.verify(headers["x-amzn-oidc-accesstoken"]);
    if (data.sub !== access.sub) throw new Error("subject mismatch");
    return data;
  };
}

function koaWith(...middleware) {
  const app = new Koa();
  const router = new Router();
  router.get("/api/me", (ctx) => {
    ctx.body = { subject: ctx.state.user?.sub ?? ctx.state.identity?.subject ?? "anybody" };
  });
  for (const each of middleware) app.use(each);
  app.use(router.routes());
  return app;
}

/** What no verification can beat: one `crypto.verify` for each token that is new. */
async function rawVerify(...headerNames) {
  const pem = await (await fetch(`${env.ALB_PUBLIC_KEYS_URL}/any`)).text();
  const { keys } = await (await fetch(env.COGNITO_JWKS_URL)).json();
  const keysByHeader = {
    "x-amzn-oidc-data": { key: createPublicKey(pem), dsaEncoding: "ieee-p1363" },
    "x-amzn-oidc-accesstoken": createPublicKey({ key: keys[0], format: "jwk" }),
  };
  return (ctx, next) => {
    for (const name of headerNames) {
      const token = ctx.req.headers[name];
      const at = token.lastIndexOf(".");
      const signature = Buffer.from(token.slice(at + 1), "base64url");
      const signed = Buffer.from(token.slice(0, at));
      if (!verify("sha256", signed, keysByHeader[name], signature)) ctx.throw(401);
    }
    return next();
  };
}

const options = {
  loadBalancerArns: [env.ALB_ARN],
  clientIds: [env.COGNITO_CLIENT_ID],
  issuer: env.COGNITO_ISSUER,
  publicKeysUrl: env.ALB_PUBLIC_KEYS_URL,
  jwksUrl: env.COGNITO_JWKS_URL,
};

const serversByName = {
  koa: () => koaWith(),
  [limits.a]: async () => koaWith(await rawVerify("x-amzn-oidc-data")),
  [limits.c]: async () => koaWith(await rawVerify("x-amzn-oidc-data", "x-amzn-oidc-accesstoken")),
  "koa + alb-auth": () => koaWith(albAuth(options)),
  "koa + aws-jwt-verify": () => {
    const awsVerify = createAwsVerify();
    return koaWith(async (ctx, next) => {
      ctx.state.user = await awsVerify(ctx.req.headers);
      return next();
    });
  },
  "app, unverified": async () => {
    const { AlbVerifier, createUnverifiedApp } = require("./dist/unverified-app.cjs");
    const identity = await new AlbVerifier(options).verify(JSON.parse(env.SAMPLE_HEADERS));
    return createUnverifiedApp(identity);
  },
};

process.on("SIGINT", () => process.exit());
const app = await serversByName[name]();
const server = createServer({ maxHeaderSize: 65_536, keepAliveTimeout: 65_000 }, app.callback());
server.listen(Number(env.PORT), () => {
  process.stderr.write(`{"message":"listening","port":${server.address().port}}\n`);
});
