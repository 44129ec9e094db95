import { METHODS } from "node:http";
import { Router } from "@koa/router";
import type { AppState } from "./app-context";

export type AppRouter = Router<AppState>;

/** A router for exact paths: case and trailing slash count, and every other method is a 405. */
export function createRouter(): AppRouter {
  return new Router<AppState>({ sensitive: true, strict: true, methods: METHODS });
}
