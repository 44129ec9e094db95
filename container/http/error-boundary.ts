import { STATUS_CODES } from "node:http";
import { AlbAuthError } from "alb-auth";
import type { Logger } from "pino";
import type { Pages } from "../views/pages";
import { prefersPage } from "../views/prefers-page";
import type { AppContext, AppMiddleware } from "./app-context";
import { type ErrorPageOptions, errorPage, type PageError } from "./error-page";
import { RequestError } from "./request-error";

/** What is sent of an error. */
interface ErrorResponse extends PageError {
  readonly headers: Readonly<Record<string, string>>;
}

/** Turns errors into responses: a page for people, problem+json for API clients. */
export function errorBoundary(log: Logger, pages: Pages, options: ErrorPageOptions): AppMiddleware {
  return async function errorBoundary(ctx, next) {
    try {
      await next();
      // The router leaves unknown paths and methods with a bare status.
      if (ctx.status >= 400 && ctx.body == null) {
        throw new RequestError(ctx.status === 404 ? "ERR_NOT_FOUND" : "ERR_METHOD_NOT_ALLOWED");
      }
    } catch (error) {
      respond(ctx, describe(ctx, error, log), pages, options);
    }
  };
}

function describe(ctx: AppContext, error: unknown, log: Logger): ErrorResponse {
  if (error instanceof AlbAuthError) {
    const { status, code, missing, headers } = error;
    if (error.kid !== undefined) ctx.state.kid = error.kid;
    if (error.subject !== undefined) ctx.state.rejectedSubject = error.subject;
    return { status, code, detail: authDetail(status, code, missing), missing, headers };
  }
  if (error instanceof RequestError) {
    const { status, code, detail, message, cause } = error;
    if (cause !== undefined) log.error({ requestId: ctx.state.requestId, code, err: cause });
    return { status, code, detail: detail ?? message, missing: [], headers: {} };
  }
  log.error({ requestId: ctx.state.requestId, code: "ERR_INTERNAL", err: error });
  return {
    status: 500,
    code: "ERR_INTERNAL",
    detail: "Something went wrong on our side. Report the request id to whoever runs this app.",
    missing: [],
    headers: {},
  };
}

/** The same for every rejected token, so that a forger learns nothing. */
function authDetail(status: number, code: string, missing: readonly string[]): string {
  if (status === 503)
    return "Your sign-in cannot be verified at the moment. Try again in a minute.";
  // Nobody has tried to sign in: the load balancer added no header.
  if (code === "ERR_DATA_MISSING") return "This requires a sign-in.";
  if (code === "ERR_BEARER_MISSING") return "This requires a sign-in or an access token.";
  if (status === 400) return "Send either a sign-in or an access token, not both.";
  if (status === 401) return "Your sign-in could not be verified. Sign in again.";
  if (code === "ERR_ROUTE_AMBIGUOUS") {
    return "The address is written in a way that could lead to a protected page. Use a link of the application.";
  }
  if (code === "ERR_ROUTE_GROUP_MISSING") return `This requires ${oneOf(missing)}.`;
  const kind = code === "ERR_SCOPE_MISSING" ? "scope" : "group";
  return `This requires the ${kind} ${missing.map((name) => `“${name}”`).join(", ")}.`;
}

function oneOf(groups: readonly string[]): string {
  const [only] = groups;
  const names = groups.map((name) => `“${name}”`).join(", ");
  return groups.length === 1 ? `the group “${only}”` : `one of the groups ${names}`;
}

function respond(
  ctx: AppContext,
  error: ErrorResponse,
  pages: Pages,
  options: ErrorPageOptions,
): void {
  const { status, code, detail, missing, headers } = error;
  const { requestId, identity } = ctx.state;
  ctx.state.errorCode = code;
  if (missing.length > 0) ctx.state.missing = missing;
  ctx.set(headers);
  if (prefersPage(ctx)) {
    const { method, path } = ctx;
    pages.send(ctx, "error", errorPage(error, { method, path, identity, requestId }, options));
  } else {
    ctx.body = JSON.stringify({
      type: "about:blank",
      title: STATUS_CODES[status] ?? "Error",
      status,
      detail,
      requestId,
      ...(missing.length > 0 && { missing }),
    });
    ctx.type = "application/problem+json";
  }
  ctx.status = status;
}
