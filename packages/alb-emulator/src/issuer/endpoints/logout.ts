import type { Context } from "koa";
import { displayNameOf } from "../../cognito/users/user.ts";
import type { IssuerContext } from "../issuer-context.ts";
import { showSignedOut } from "../pages/signed-out.ts";

/** Names of the parameter: of OpenID Connect, then of Auth0 and Cognito. */
const returnParameters = ["post_logout_redirect_uri", "returnTo", "logout_uri"];

/**
 * Whether a path is that of a sign-out: the actions do not name the endpoint, and every product has
 * another one (`/v1/logout`, `/oauth2/v2.0/logout`, `/protocol/openid-connect/logout`).
 */
export function isLogoutPath(path: string): boolean {
  return /\/(logout|signout|sign-out|end_?session)\/?$/i.test(path);
}

/**
 * Ends the session. It redirects to addresses that this machine serves only.
 * @see https://openid.net/specs/openid-connect-rpinitiated-1_0.html#RPLogout
 */
export function logout(issuer: IssuerContext) {
  const { sessions, users, addresses, report } = issuer;
  return function logout(ctx: Context) {
    const signIn = sessions.end(ctx);
    const user = signIn && users.find(signIn.sub);
    report(ctx, "signed-out", { user: user && displayNameOf(user), message: "Signed out" });
    const wanted = returnParameters.map((name) => ctx.query[name]).find((value) => value);
    const local = typeof wanted === "string" ? addresses.localUrl(wanted) : undefined;
    if (local !== undefined && local !== wanted) return ctx.redirect(local);
    showSignedOut(ctx, issuer);
  };
}
