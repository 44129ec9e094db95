import type { Identity } from "alb-auth";
import type Koa from "koa";

/** What the middleware leaves in `ctx.state` for those that come after. */
export interface AppState {
  /** Of our own making: a client cannot choose what our log says. */
  requestId: string;
  /** Set on every route behind `albAuthentication`. */
  identity?: Identity;
  /** Last segment of a path like `/tasks/:id`, decoded. */
  pathParameter?: string;
  /** Code of the error that was answered, for the log. */
  errorCode?: string;
  /** Key id of the token that was refused, if it is a UUID, for the log. */
  kid?: string;
}

export type AppContext = Koa.ParameterizedContext<AppState>;
export type AppMiddleware = (ctx: AppContext, next: Koa.Next) => unknown;

/**
 * The identity on a route that requires one.
 * @throws Error when the route was mounted in front of the authentication: a mistake of ours.
 */
export function identityOf(ctx: AppContext): Identity {
  if (ctx.state.identity === undefined) {
    throw new Error(`${ctx.path} is mounted in front of albAuthentication.`);
  }
  return ctx.state.identity;
}
