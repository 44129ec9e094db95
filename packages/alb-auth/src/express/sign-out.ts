import type { IncomingMessage } from "node:http";
import type { NextFunction, Response } from "express";
import { createSignOut } from "../adapter-options.ts";
import type { SignOut } from "../sign-out/sign-out.ts";
import type { SignOutOptions } from "../sign-out/sign-out-options.ts";
import { withoutCauseInStack } from "./without-cause-in-stack.ts";

/**
 * Express handler that ends the load balancer's session and Cognito's. Mount it for POST, before
 * {@link albAuth}.
 *
 * @param options which sessions to end and where users return to, or a {@link SignOut} to share
 * @returns handler that responds with 303 to the user pool's logout endpoint, and passes an
 * {@link AlbAuthError} with status 403 to `next` for a request from another site
 * @throws TypeError that lists every invalid option
 * @example
 * ```ts
 * app.post("/logout", signOut(SignOut.fromEnvironment(process.env)));
 * ```
 */
export function signOut(options: SignOut | SignOutOptions) {
  const shared = createSignOut(options);
  return function signOut(request: IncomingMessage, response: Response, next: NextFunction): void {
    try {
      const { status, headers, cookies } = shared.respond(request.headers);
      response
        .status(status)
        .set(headers)
        .append("Set-Cookie", [...cookies])
        .end();
    } catch (error) {
      next(withoutCauseInStack(error));
    }
  };
}
