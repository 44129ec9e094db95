import { routingOf } from "../routing-of";
import type { FindWarnings } from "./warning";

/** Scope with which an access token may change the second factors of its user. */
export const selfServiceScope = "aws.cognito.signin.user.admin";

/**
 * A second factor that the environment makes optional, but that nobody can set up: Cognito's pages ask for
 * it only where it is required, and its API needs an access token with {@link selfServiceScope}. The
 * default is the same, but does not claim that there is a second factor.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html
 */
export const warnOfUnreachableSecondFactor: FindWarnings = ({ identity, applications }) => {
  if (identity.type === "existing" || identity.mfa !== "optional") return [];
  const canBeSetUp = Object.entries(applications).some(([name, application]) => {
    const { routes, defaultRoute } = routingOf(name, application, identity);
    return [...routes, defaultRoute].some(
      ({ access }) => access.type === "login" && access.scopes.includes(selfServiceScope),
    );
  });
  if (canBeSetUp) return [];
  return [
    {
      path: ["identity", "mfa"],
      message: `is "optional", but nobody can set up a second factor: Cognito's pages do not ask for one, and no route requests the scope ${selfServiceScope}, which a page of your own needs`,
      fix: 'write mfa: "required". Or request the scope on a route for /second-factor, the page of the container that sets one up (docs/second-factor.md). Or write mfa: "off", which says what happens now',
    },
  ];
};
