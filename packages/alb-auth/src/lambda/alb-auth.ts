import { type AlbAuthOptions, createAuthenticate } from "../adapter-options.ts";
import { type Identity, isVerifiedIdentity } from "../identity.ts";
import type { AlbEvent, AlbResult, LambdaContext } from "./event.ts";
import { eventRequest } from "./event-request.ts";
import { rejectionResult } from "./result.ts";
import { takeEventHeaders } from "./take-event-headers.ts";

/** An event whose headers are verified, and removed. */
export type AuthenticatedEvent<Event = AlbEvent> = Event & { readonly identity: Identity };

/** An event that may be anonymous. */
export type OptionalEvent<Event = AlbEvent> = Event & { readonly identity: Identity | undefined };

/** A Lambda handler of target group events. */
export type EventHandler<Event, Context> = (
  event: Event,
  context: Context,
) => AlbResult | Promise<AlbResult>;

/**
 * Lambda handler for target group events that verifies the load balancer's headers, removes them, and
 * calls your handler with the user in `event.identity`. Every other event gets a response with the error's
 * status and headers, also when a guard in your handler throws. Other errors are errors of the function.
 *
 * Call it once, outside the handler: an execution environment keeps the keys that it has fetched. A function
 * in a VPC needs egress on port 443 to fetch them.
 *
 * Health checks of the target group and a test event of the console have no tokens and get status 401.
 * Handle the health check's path before you call this handler. Do not go by its `User-Agent`, which
 * anybody can send.
 *
 * @param options which load balancers, app clients and user pool to trust
 * @param handler may be async
 * @returns a handler
 * @throws TypeError that lists every invalid option
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
 * @example
 * ```ts
 * export const handler = albAuth({ loadBalancerArns, clientIds, issuer }, async (event) => ({
 *   statusCode: 200,
 *   body: `Hello, ${event.identity.username}`,
 * }));
 * ```
 */
export function albAuth<Event extends AlbEvent = AlbEvent, Context = LambdaContext>(
  options: AlbAuthOptions & { readonly optional?: false },
  handler: EventHandler<AuthenticatedEvent<Event>, Context>,
): (event: Event, context: Context) => Promise<AlbResult>;
/**
 * With `optional`, `event.identity` is `undefined` for an anonymous request.
 *
 * @param options which load balancers, app clients and user pool to trust
 * @param handler may be async
 * @returns a handler
 * @throws TypeError that lists every invalid option
 */
export function albAuth<Event extends AlbEvent = AlbEvent, Context = LambdaContext>(
  options: AlbAuthOptions,
  handler: EventHandler<OptionalEvent<Event>, Context>,
): (event: Event, context: Context) => Promise<AlbResult>;
export function albAuth<Event extends AlbEvent, Context>(
  options: AlbAuthOptions,
  handler:
    | EventHandler<AuthenticatedEvent<Event>, Context>
    | EventHandler<OptionalEvent<Event>, Context>,
) {
  const authenticate = createAuthenticate(options);

  return async function albAuth(
    received: Event & { readonly identity?: unknown },
    context: Context,
  ): Promise<AlbResult> {
    try {
      const { headers, event } = takeEventHeaders(received);
      // Wrapped twice, such as once with `optional`: the headers are gone after the first time.
      const identity = isVerifiedIdentity(received.identity)
        ? received.identity
        : await authenticate(headers, () => eventRequest(event));
      return await handler({ ...event, identity } as AuthenticatedEvent<Event>, context);
    } catch (error) {
      return rejectionResult(error, received);
    }
  };
}
