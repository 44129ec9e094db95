import { STATUS_CODES } from "node:http";
import { AuthError } from "alb-auth";
import type { Logger } from "pino";
import { type AppErrorCode, RequestError } from "../app-errors";
import type { AppContext, AppMiddleware } from "../app-state";
import { renderPage } from "../views/render-page";

interface Answer {
  readonly status: number;
  readonly code: string;
  /** Shown to the client. The same for every refused token, so that a forger learns nothing. */
  readonly detail: string;
  readonly missing: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
}

/** The one place where errors become answers: a page for people, problem+json for API clients. */
export function errorBoundary(log: Logger): AppMiddleware {
  return async function errorBoundary(ctx, next) {
    try {
      await next();
    } catch (error) {
      respond(ctx, describe(ctx, error, log));
      return;
    }
    // The router answers unknown paths and methods with a bare status.
    if (ctx.status >= 400 && ctx.body == null) {
      const code: AppErrorCode = ctx.status === 404 ? "ERR_NOT_FOUND" : "ERR_METHOD_NOT_ALLOWED";
      respond(ctx, describe(ctx, new RequestError(code), log));
    }
  };
}

function describe(ctx: AppContext, error: unknown, log: Logger): Answer {
  if (error instanceof AuthError) {
    const { status, code, missing, headers } = error;
    if (error.kid !== undefined) ctx.state.kid = error.kid;
    return { status, code, detail: authDetail(status, code, missing), missing, headers };
  }
  if (error instanceof RequestError) {
    const { status, code, detail, message } = error;
    return { status, code, detail: detail ?? message, missing: [], headers: {} };
  }
  log.error({ requestId: ctx.state.requestId, code: "ERR_INTERNAL", err: error });
  return {
    status: 500,
    code: "ERR_INTERNAL",
    detail: "Something went wrong on our side. Give the request id to whoever runs this.",
    missing: [],
    headers: {},
  };
}

function authDetail(status: number, code: string, missing: readonly string[]): string {
  if (status === 503) return "Your sign-in cannot be checked at the moment. Try again in a while.";
  if (status === 401) return "Your sign-in could not be verified. Sign in again.";
  const kind = code === "ERR_SCOPE_MISSING" ? "scope" : "group";
  return `This needs the ${kind} ${missing.map((name) => `“${name}”`).join(", ")}.`;
}

function respond(ctx: AppContext, { status, code, detail, missing, headers }: Answer): void {
  const { requestId } = ctx.state;
  ctx.state.errorCode = code;
  ctx.set(headers);
  ctx.vary("Accept");
  const title = STATUS_CODES[status] ?? "Error";
  if (ctx.accepts("application/problem+json", "application/json", "text/html") === "text/html") {
    ctx.body = renderPage("error", { title, detail, status, requestId });
    ctx.type = "html";
  } else {
    ctx.body = JSON.stringify({
      type: "about:blank",
      title,
      status,
      detail,
      requestId,
      ...(missing.length > 0 && { missing }),
    });
    ctx.type = "application/problem+json";
  }
  ctx.status = status;
}
