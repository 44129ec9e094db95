import type { Subject } from "./subject.ts";
import { core } from "./subjects/core.ts";
import { expressAdapter } from "./subjects/express.ts";
import { fastify } from "./subjects/fastify.ts";
import { hono } from "./subjects/hono.ts";
import { koa } from "./subjects/koa.ts";
import { lambda } from "./subjects/lambda.ts";
import { node } from "./subjects/node.ts";

/** The core and every adapter. To add one, write its file in subjects/ and name it here. */
export const subjects: readonly Subject[] = [
  core,
  expressAdapter,
  fastify,
  hono,
  koa,
  lambda,
  node,
];
