import type { IncomingMessage } from "node:http";
import { createSignOut } from "../adapter-options.ts";
import type { SignOut } from "../sign-out/sign-out.ts";
import type { SignOutOptions } from "../sign-out/sign-out-options.ts";

/** The part of a Koa context that signing out uses. */
export interface SignOutContext {
  readonly req: IncomingMessage;
  status: number;
  body: unknown;
  set(headers: Record<string, string>): void;
  set(name: string, values: string[]): void;
}

/**
 * Koa middleware that ends the load balancer's session and Cognito's. Mount it for POST, before
 * {@link albAuth}.
 *
 * @param options which sessions to end and where users return to, or a {@link SignOut} to share
 * @returns middleware that responds with 303 to the user pool's logout endpoint, and throws
 * {@link AlbAuthError} with status 403 for a request from another site
 * @throws TypeError that lists every invalid option
 * @example
 * ```ts
 * router.post("/logout", signOut(SignOut.fromEnvironment(process.env)));
 * ```
 */
export function signOut(options: SignOut | SignOutOptions) {
  const shared = createSignOut(options);
  return async function signOut(ctx: SignOutContext): Promise<void> {
    const { status, headers, cookies } = shared.respond(ctx.req.headers);
    ctx.status = status;
    ctx.set({ ...headers });
    ctx.set("Set-Cookie", [...cookies]);
    ctx.body = "";
  };
}
