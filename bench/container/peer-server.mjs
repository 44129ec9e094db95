/** One server to measure, by name, in a process of its own. */
import { createPublicKey, verify } from "node:crypto";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import Router from "@koa/router";
import { CognitoJwtVerifier } from "aws-jwt-verify";
import { AlbJwksCache } from "aws-jwt-verify/alb-cache";
import { AlbJwtVerifier } from "aws-jwt-verify/alb-verifier";
import express from "express";
import Koa from "koa";

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

async function rawVerify() {
  const url = `${env.ALB_PUBLIC_KEYS_URL}/any`;
  const pem = await (await fetch(url)).text();
  const key = { key: createPublicKey(pem), dsaEncoding: "ieee-p1363" };
  return (ctx, next) => {
    const token = ctx.req.headers["x-amzn-oidc-data"];
    const at = token.lastIndexOf(".");
    const signature = Buffer.from(token.slice(at + 1), "base64url");
    if (!verify("sha256", Buffer.from(token.slice(0, at)), key, signature)) ctx.throw(401);
    return next();
  };
}

const serversByName = {
  koa: () => koaWith().callback(),
  limit: async () => koaWith(await rawVerify()).callback(),
  "koa+alb-auth": () => {
    const { albAuth } = require("./dist/alb-auth-entry.cjs");
    return koaWith(
      albAuth({
        loadBalancerArns: [env.ALB_ARN],
        clientIds: [env.COGNITO_CLIENT_ID],
        issuer: env.COGNITO_ISSUER,
        publicKeysUrl: env.ALB_PUBLIC_KEYS_URL,
        jwksUrl: env.COGNITO_JWKS_URL,
      }),
    ).callback();
  },
  "koa+aws-jwt-verify": () => {
    const awsVerify = createAwsVerify();
    return koaWith(async (ctx, next) => {
      ctx.state.user = await awsVerify(ctx.req.headers);
      return next();
    }).callback();
  },
  "express+aws-jwt-verify": () => {
    const awsVerify = createAwsVerify();
    const app = express();
    app.use((request, _response, next) => {
      awsVerify(request.headers).then((user) => {
        request.user = user;
        next();
      }, next);
    });
    app.get("/api/me", (request, response) => response.json({ subject: request.user.sub }));
    return app;
  },
  "app, unverified": async () => {
    const { AlbVerifier, createUnverifiedApp } = require("./dist/alb-auth-entry.cjs");
    const verifier = new AlbVerifier({
      loadBalancerArns: [env.ALB_ARN],
      clientIds: [env.COGNITO_CLIENT_ID],
      issuer: env.COGNITO_ISSUER,
      publicKeysUrl: env.ALB_PUBLIC_KEYS_URL,
      jwksUrl: env.COGNITO_JWKS_URL,
    });
    const identity = await verifier.verify(JSON.parse(env.SAMPLE_HEADERS));
    return createUnverifiedApp(identity).callback();
  },
};

process.on("SIGINT", () => process.exit());
const listener = await serversByName[name]();
const server = createServer({ maxHeaderSize: 65_536, keepAliveTimeout: 65_000 }, listener);
server.listen(Number(env.PORT), () => {
  process.stderr.write(`{"message":"listening","port":${server.address().port}}\n`);
});
