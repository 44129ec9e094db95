import type { AppContext } from "../http/app-context";

/** Whether the client is a browser that wants a page, not an API client that wants JSON. */
export function prefersPage(ctx: Pick<AppContext, "accepts" | "vary">): boolean {
  ctx.vary("Accept");
  return ctx.accepts("application/problem+json", "application/json", "text/html") === "text/html";
}
