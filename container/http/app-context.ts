import type { Identity } from "alb-auth";
import type Koa from "koa";

/** `ctx.state` of every request. */
export interface AppState {
  /** Generated here, so that a client cannot choose what the log says. */
  requestId: string;
  /** Set on every route behind the authentication. */
  identity?: Identity;
  /** User who was rejected after verification, for the log. */
  rejectedSubject?: string;
  /** Code of the error that was sent, for the log. */
  errorCode?: string;
  /** Names of the groups or scopes that the user lacks, for the log. */
  missing?: readonly string[];
  /** Key id of the rejected token, if it is a UUID, for the log. */
  kid?: string;
}

export type AppContext = Koa.ParameterizedContext<AppState>;
export type AppMiddleware = (ctx: AppContext, next: Koa.Next) => unknown;

/**
 * The identity on a route that requires one.
 * @throws Error when the route is mounted before the authentication
 */
export function identityOf(ctx: Pick<AppContext, "state" | "path">): Identity {
  if (ctx.state.identity === undefined) {
    throw new Error(`The route of ${ctx.path} is mounted before the authentication.`);
  }
  return ctx.state.identity;
}
