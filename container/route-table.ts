import type Koa from "koa";
import type { AppContext, AppMiddleware } from "./app-state";

type Method = "GET" | "POST";
type Handler = (ctx: AppContext) => unknown;
type Methods = Map<string, Handler>;

/**
 * Which handler answers which path. A path means itself and nothing else: no other case, no trailing
 * slash, nothing decoded but the one parameter a path may end with (`/tasks/:id`). A look-up in a
 * map, because a table of patterns costs every request a match against each of them.
 */
export class RouteTable {
  readonly #exact = new Map<string, Methods>();
  readonly #prefixes = new Map<string, Methods>();

  /** Answers GET and HEAD. Whatever comes before the last handler may refuse to call `next`. */
  get(path: string, ...handlers: readonly [...AppMiddleware[], AppMiddleware]): void {
    this.#add("GET", path, handlers);
  }

  post(path: string, ...handlers: readonly [...AppMiddleware[], AppMiddleware]): void {
    this.#add("POST", path, handlers);
  }

  /** Runs the handlers of the request's route; requests without one go on. */
  readonly routes: AppMiddleware = (ctx, next) => {
    const handler = this.#find(ctx)?.get(ctx.method);
    return handler === undefined ? next() : (handler(ctx) as Promise<unknown>);
  };

  /** Names the methods of a path that was asked for with another one. */
  readonly allowedMethods: AppMiddleware = (ctx, next) => {
    const methods = this.#find(ctx);
    if (methods === undefined) return next();
    ctx.set("Allow", [...methods.keys()].join(", "));
    ctx.status = ctx.method === "OPTIONS" ? 200 : 405;
    if (ctx.method === "OPTIONS") ctx.body = "";
    return Promise.resolve();
  };

  #add(method: Method, path: string, handlers: readonly AppMiddleware[]): void {
    const parameterAt = path.indexOf(":");
    const table = parameterAt < 0 ? this.#exact : this.#prefixes;
    const key = parameterAt < 0 ? path : path.slice(0, parameterAt);
    const methods = table.get(key) ?? new Map<string, Handler>();
    const handler = inOrder(handlers);
    if (method === "GET") methods.set("HEAD", handler);
    methods.set(method, handler);
    table.set(key, methods);
  }

  #find(ctx: AppContext): Methods | undefined {
    const { path } = ctx;
    const exact = this.#exact.get(path);
    if (exact !== undefined) return exact;
    const parameterAt = path.lastIndexOf("/") + 1;
    const parameter = path.slice(parameterAt);
    if (parameter === "") return undefined;
    const methods = this.#prefixes.get(path.slice(0, parameterAt));
    if (methods !== undefined) ctx.state.pathParameter = decoded(parameter);
    return methods;
  }
}

/** One function that runs the handlers one inside the other, made once and not for each request. */
function inOrder(handlers: readonly AppMiddleware[]): Handler {
  return handlers.reduceRight<Handler>(
    (rest, handler) => (ctx) =>
      handler(ctx as Koa.ParameterizedContext & AppContext, () => Promise.resolve(rest(ctx))),
    () => undefined,
  );
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
