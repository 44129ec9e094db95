import { randomUUID } from "node:crypto";
import type { Context, Middleware } from "koa";
import type { Clock } from "../model/clock.ts";
import { signInIdOf } from "../model/sign-in-id.ts";
import { causeHeader, type UserPoolEvent } from "../model/user-pool-event.ts";
import type { ReportEvent } from "./user-pool-context.ts";

type Report = Omit<UserPoolEvent, "request">;

/** What happened during each request, until its status is known. */
const reports = new WeakMap<Context, Report[]>();

/** Tells when it happened by this clock. */
export function reporter(now: Clock): ReportEvent {
  return (ctx, type, details) => {
    const { state } = ctx.query;
    const happened: Report = {
      at: now(),
      type,
      client: undefined,
      user: undefined,
      explanation: undefined,
      signIn: typeof state === "string" ? signInIdOf(state) : undefined,
      causedBy: ctx.get(causeHeader) || undefined,
      ...details,
    };
    reports.set(ctx, [...(reports.get(ctx) ?? []), happened]);
  };
}

/** Passes on what happened during a request, with the request's status and duration. */
export function publishReports(onEvent: ((event: UserPoolEvent) => void) | undefined): Middleware {
  return async function publishReports(ctx, next) {
    const startedAtMs = performance.now();
    await next();
    const request = {
      id: randomUUID(),
      method: ctx.method,
      path: ctx.path,
      status: ctx.status,
      durationMs: performance.now() - startedAtMs,
    };
    for (const happened of reports.get(ctx) ?? []) onEvent?.({ ...happened, request });
  };
}
