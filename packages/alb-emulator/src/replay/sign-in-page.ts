import { explainRequest } from "../explain/explain-request.ts";
import { EmulatorError } from "../model/emulator-error.ts";
import type { EmulatorModel } from "../model/emulator-model.ts";
import type { AuthenticateCognitoAction, Listener, Rule } from "../model/load-balancer.ts";

/** The action of a rule that signs users in. */
export function signInActionOf(rule: Rule | undefined): AuthenticateCognitoAction | undefined {
  return rule?.actions.find(
    (action): action is AuthenticateCognitoAction => action.type === "authenticate-cognito",
  );
}

/**
 * The address where a browser would get the session that a rule looks for, when the rule itself does
 * not redirect to the sign-in: a path of another rule with the same session cookie.
 * @throws EmulatorError when no rule signs users in with this cookie.
 */
export function signInPageFor(
  action: AuthenticateCognitoAction,
  {
    model,
    listener,
    origin,
    application,
  }: {
    readonly model: EmulatorModel;
    readonly listener: Listener;
    /** Scheme, host and port in AWS. */
    readonly origin: string;
    readonly application: string;
  },
): string {
  const rules = [...listener.rules, listener.defaultRule];
  for (const rule of rules) {
    if (!startsSession(rule, action)) continue;
    for (const path of pathsOf(rule)) {
      const url = `${origin}${path}`;
      const matched = explainRequest(model, { url, application }).rules.find(
        ({ result }) => result === "matched",
      );
      if (matched?.arn === rule.arn) return url;
    }
  }
  throw new EmulatorError(
    `The rule asks for the session cookie ${action.sessionCookieName}, but redirects nobody to the sign-in (on_unauthenticated_request is "${action.onUnauthenticatedRequest}"), and no path was found whose rule does. Send the request as nobody, or sign in with a browser.`,
  );
}

function startsSession(rule: Rule, { sessionCookieName, provider }: AuthenticateCognitoAction) {
  const action = signInActionOf(rule);
  return (
    action?.onUnauthenticatedRequest === "authenticate" &&
    action.sessionCookieName === sessionCookieName &&
    action.provider.issuer === provider.issuer
  );
}

/** Paths that may match the rule; whether one does is evaluated. */
function pathsOf({ conditions }: Rule): readonly string[] {
  const patterns = conditions.flatMap((condition) =>
    condition.field === "path-pattern" ? condition.values : [],
  );
  return [...patterns.map((pattern) => pattern.replaceAll("*", "").replaceAll("?", "x")), "/"];
}
