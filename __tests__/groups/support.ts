import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getRequestListener } from "@hono/node-server";
import Router from "@koa/router";
import { AlbVerifier } from "alb-auth";
import * as forExpress from "alb-auth/express";
import * as forFastify from "alb-auth/fastify";
import * as forHono from "alb-auth/hono";
import * as forKoa from "alb-auth/koa";
import { type AlbEmulator, createAlbEmulator, synthesizedStacks } from "alb-emulator";
import express from "express";
import createFastify from "fastify";
import { Hono } from "hono";
import Koa from "koa";
import type { EnvironmentInput } from "../../config/schema/environment";
import { createApp } from "../../container/app";
import { parseConfig } from "../../container/config/config";
import { createLog } from "../../container/observability/log";
import { Metrics } from "../../container/observability/metrics";
import { Readiness } from "../../container/observability/readiness";
import { synthComponent } from "../support/synth-environment";

type Variables = Readonly<Record<string, string>>;
export type CreateListener = (environment: Variables) => RequestListener | Promise<RequestListener>;

/** The container's app, as server.ts creates it. */
export const container: CreateListener = (environment) => {
  const config = parseConfig(environment);
  const verifier = AlbVerifier.fromEnvironment(environment);
  const log = createLog("silent", { write: () => {} });
  const metrics = new Metrics(() => {});
  const readiness = new Readiness(verifier, config.publicKeysUrl);
  return createApp({ config, verifier, log, metrics, readiness }).callback();
};

/** Where the handlers of an app are; every other path has one handler as well. */
const protectedPaths = ["/admin", "/admin/users", "/admin/users/:id"] as const;

/** Apps whose protected handlers respond with "protected" and the others with "open". */
export const frameworks: Readonly<Record<string, CreateListener>> = {
  koa: (environment) => {
    const app = new Koa();
    app.silent = true;
    app.use(forKoa.albAuth({ verifier: AlbVerifier.fromEnvironment(environment) }));
    const router = new Router();
    router.all([...protectedPaths], (ctx) => {
      ctx.body = "protected";
    });
    app.use(router.routes());
    app.use((ctx) => {
      ctx.body ??= "open";
    });
    return app.callback();
  },
  express: (environment) => {
    const app = express();
    app.use(forExpress.albAuth({ verifier: AlbVerifier.fromEnvironment(environment) }));
    app.all([...protectedPaths], (_request, response) => {
      response.send("protected");
    });
    app.use(forExpress.handleAlbAuthError);
    app.use((_request, response) => {
      response.send("open");
    });
    return app;
  },
  // As forgiving as it can be made.
  fastify: async (environment) => {
    const app = createFastify({
      routerOptions: {
        caseSensitive: false,
        ignoreTrailingSlash: true,
        ignoreDuplicateSlashes: true,
      },
    });
    app.register(forFastify.albAuth, { verifier: AlbVerifier.fromEnvironment(environment) });
    app.after(() => {
      for (const path of protectedPaths) app.all(path, async () => "protected");
      app.all("/*", async () => "open");
    });
    await app.ready();
    return app.routing;
  },
  hono: (environment) => {
    const app = new Hono({ strict: false });
    app.use(forHono.albAuth({ verifier: AlbVerifier.fromEnvironment(environment) }));
    for (const path of protectedPaths) app.all(path, (c) => c.text("protected"));
    app.all("/*", (c) => c.text("open"));
    return getRequestListener(app.fetch);
  },
};

export interface StartedEmulator {
  readonly emulator: AlbEmulator;
  stop(): Promise<void>;
}

/** Writes the synthesized JSON of an environment. @returns a temporary folder */
export function emitStacks(environment: EnvironmentInput): string {
  const folder = mkdtempSync(join(tmpdir(), "group-routes-"));
  for (const name of ["shared-identity", "app"]) {
    mkdirSync(join(folder, `test--${name}`));
    writeFileSync(join(folder, `test--${name}`, "cdk.tf.json"), synthComponent(environment, name));
  }
  return folder;
}

/** Starts the emulator on the synthesized JSON of an environment, with a program in this process as `web`. */
export async function startEmulator(
  environment: EnvironmentInput,
  web: CreateListener,
): Promise<StartedEmulator> {
  const folder = emitStacks(environment);
  const emulator = await createAlbEmulator({
    source: synthesizedStacks(folder),
    services: { web },
    users: [
      { email: "ada@example.com", groups: ["admins"] },
      { email: "bob@example.com", groups: ["users"] },
    ],
  });
  return {
    emulator,
    stop: async () => {
      await emulator.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export interface RawResponse {
  readonly status: number;
  readonly body: string;
}

/** Sends a request line as it is, which no HTTP client would. */
export async function sendRaw(
  port: number,
  target: string,
  headers: Readonly<Record<string, string>>,
  method = "GET",
): Promise<RawResponse> {
  const socket = connect(port, "127.0.0.1");
  const chunks: Buffer[] = [];
  socket.on("data", (chunk) => chunks.push(chunk));
  const lines = Object.entries({ ...headers, Connection: "close" }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  socket.write([`${method} ${target} HTTP/1.1`, ...lines, "", ""].join("\r\n"), "latin1");
  await once(socket, "close");
  const text = Buffer.concat(chunks).toString("utf8");
  return {
    status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1]),
    body: text.slice(text.indexOf("\r\n\r\n") + 4),
  };
}
