import { createSignOut } from "../adapter-options.ts";
import type { RequestHeaders } from "../oidc-headers.ts";
import type { SignOut } from "../sign-out/sign-out.ts";
import type { SignOutOptions } from "../sign-out/sign-out-options.ts";
import { hideCause } from "./hide-cause.ts";

/** The part of a Fastify reply that signing out uses. */
export interface SignOutReply {
  code(status: number): unknown;
  header(name: string, value: unknown): unknown;
  headers(values: Record<string, string>): unknown;
  send(): unknown;
}

/**
 * Options of a Fastify route that ends the load balancer's session and Cognito's. Use them for POST,
 * outside the scope of {@link albAuth}, so that leaving does not need a session. The route responds before
 * Fastify reads the body, because Fastify has no parser for that of an HTML form.
 *
 * @param options which sessions to end and where users return to, or a {@link SignOut} to share
 * @returns route options, with the handler: the route responds with 303 to the user pool's logout
 * endpoint, and fails with an {@link AlbAuthError} with status 403 for a request from another site
 * @throws TypeError that lists every invalid option
 * @example
 * ```ts
 * app.post("/logout", signOut(SignOut.fromEnvironment(process.env)));
 * ```
 */
export function signOut(options: SignOut | SignOutOptions) {
  const shared = createSignOut(options);

  async function respond<Reply extends SignOutReply>(
    request: { readonly headers: RequestHeaders },
    reply: Reply,
  ): Promise<Reply> {
    const { status, headers, cookies } = shared.respond(request.headers);
    reply.code(status);
    reply.headers({ ...headers });
    reply.header("set-cookie", [...cookies]);
    reply.send();
    return reply;
  }

  return { ...hideCause, onRequest: respond, handler: respond };
}
