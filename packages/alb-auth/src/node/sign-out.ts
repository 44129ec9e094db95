import type { IncomingMessage, ServerResponse } from "node:http";
import { createSignOut } from "../adapter-options.ts";
import type { SignOut } from "../sign-out/sign-out.ts";
import type { SignOutOptions } from "../sign-out/sign-out-options.ts";
import { respondToError } from "./respond-to-error.ts";

/**
 * Request listener that ends the load balancer's session and Cognito's. Call it for POST, outside
 * {@link albAuth}, so that leaving does not need a session.
 *
 * @param options which sessions to end and where users return to, or a {@link SignOut} to share
 * @returns a listener that responds with 303 to the user pool's logout endpoint, and with 403 to a
 * request from another site
 * @throws TypeError that lists every invalid option
 * @example
 * ```ts
 * const leave = signOut(SignOut.fromEnvironment(process.env));
 * const server = createServer((request, response) =>
 *   request.method === "POST" && request.url === "/logout"
 *     ? leave(request, response)
 *     : members(request, response),
 * );
 * ```
 */
export function signOut(
  options: SignOut | SignOutOptions,
): (request: IncomingMessage, response: ServerResponse) => void {
  const shared = createSignOut(options);
  return function signOut(request, response) {
    try {
      const { status, headers, cookies } = shared.respond(request.headers);
      response.writeHead(status, { ...headers, "set-cookie": [...cookies] }).end();
    } catch (error) {
      respondToError(error, response);
    }
  };
}
