import { createSignOut } from "../adapter-options.ts";
import type { RequestHeaders } from "../oidc-headers.ts";
import type { SignOut } from "../sign-out/sign-out.ts";
import type { SignOutOptions } from "../sign-out/sign-out-options.ts";
import type { AlbEvent, AlbResult } from "./event.ts";
import { createResult, hasMultiValueHeaders, rejectionResult } from "./result.ts";

/**
 * Lambda handler that ends the load balancer's session and Cognito's. Call it for POST, outside
 * {@link albAuth}, so that leaving does not need a session.
 *
 * A response with more than one cookie needs the target group attribute
 * `lambda.multi_value_headers.enabled`. Without it, the handler throws: the load balancer would send one
 * cookie, and the session would go on.
 *
 * @param options which sessions to end and where users return to, or a {@link SignOut} to share
 * @returns a handler that responds with 303 to the user pool's logout endpoint, and with 403 to a request
 * from another site
 * @throws TypeError that lists every invalid option
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html#multi-value-headers
 * @example
 * ```ts
 * const leave = signOut(SignOut.fromEnvironment(process.env));
 * export const handler = async (event: AlbEvent, context: LambdaContext) =>
 *   event.httpMethod === "POST" && event.path === "/logout" ? leave(event) : members(event, context);
 * ```
 */
export function signOut(
  options: SignOut | SignOutOptions,
): (event: AlbEvent) => Promise<AlbResult> {
  const shared = createSignOut(options);

  return async function signOut(event) {
    try {
      const { status, headers, cookies } = shared.respond(requestHeadersOf(event));
      if (!hasMultiValueHeaders(event)) throw multiValueHeadersMissing(event, cookies.length);
      const result = createResult(event, { status, headers, body: "" });
      return {
        ...result,
        multiValueHeaders: { ...result.multiValueHeaders, "set-cookie": [...cookies] },
      };
    } catch (error) {
      return rejectionResult(error, event);
    }
  };
}

/** Of a header that was sent twice, the last value, as in an event without multi-value headers. */
function requestHeadersOf({ headers, multiValueHeaders = {} }: AlbEvent): RequestHeaders {
  const last = Object.entries(multiValueHeaders).map(([name, values]) => [name, values?.at(-1)]);
  return { ...headers, ...Object.fromEntries(last) };
}

function multiValueHeadersMissing({ requestContext }: AlbEvent, cookieCount: number): Error {
  return new Error(
    `The target group ${requestContext?.elb?.targetGroupArn} has no multi-value headers, so a response can ` +
      `set one cookie. Signing out expires ${cookieCount}: without all of them, the user stays signed in. ` +
      "Set the target group attribute lambda.multi_value_headers.enabled to true " +
      "(lambda_multi_value_headers_enabled in Terraform), and return multiValueHeaders in all responses.",
  );
}
