import type { Context } from "hono";
import { createSignOut } from "../adapter-options.ts";
import type { SignOut, SignOutResponse } from "../sign-out/sign-out.ts";
import type { SignOutOptions } from "../sign-out/sign-out-options.ts";
import { toHttpException } from "./to-http-exception.ts";

/**
 * Hono handler that ends the load balancer's session and Cognito's. Mount it for POST, before
 * {@link albAuth}. On Lambda, turn on the target group's multi-value headers: a response without them has
 * one cookie, and it takes all of them to end a session.
 *
 * @param options which sessions to end and where users return to, or a {@link SignOut} to share
 * @returns handler that responds with 303 to the user pool's logout endpoint, and throws an
 * `HTTPException` with status 403 for a request from another site
 * @throws TypeError that lists every invalid option
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html#multi-value-headers
 * @example
 * ```ts
 * app.post("/logout", signOut(SignOut.fromEnvironment(process.env)));
 * ```
 */
export function signOut(options: SignOut | SignOutOptions) {
  const shared = createSignOut(options);
  return function signOut(c: Context): Response {
    const { status, headers, cookies } = responseTo(shared, c);
    for (const cookie of cookies) c.header("Set-Cookie", cookie, { append: true });
    return c.body(null, status, { ...headers });
  };
}

function responseTo(shared: SignOut, c: Context): SignOutResponse {
  try {
    return shared.respond(c.req.header());
  } catch (error) {
    throw toHttpException(error);
  }
}
