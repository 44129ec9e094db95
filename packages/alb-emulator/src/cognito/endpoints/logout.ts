import type { Context } from "koa";
import { describeClient, findClient, type IdentityContext } from "../context.ts";
import { endSignInSession } from "../sign-in-session.ts";

/**
 * `GET /logout`: ends the pages' session, then leads to a sign-out URL, or to the sign-in page when
 * asked with a callback URL.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html
 */
export function logout(identity: IdentityContext) {
  const { model, addresses, provider, users, report } = identity;

  function refuse(ctx: Context, error: string, explanation: string) {
    const client = findClient(model, ctx.query.client_id)?.name;
    report("sign-out-refused", { client, message: `Sign-out refused: ${error}`, explanation });
    ctx.status = 302;
    const query = { error, client_id: String(ctx.query.client_id ?? ""), explanation };
    ctx.redirect(`/error?${new URLSearchParams(query)}`);
  }

  return async function logout(ctx: Context) {
    const { client_id, logout_uri, redirect_uri } = ctx.query;
    const client = findClient(model, client_id);
    if (!client) {
      return refuse(
        ctx,
        "Client does not exist.",
        `client_id ${client_id ?? "(none)"} is no app client of pool ${model.poolName}.`,
      );
    }
    if (typeof logout_uri !== "string" && typeof redirect_uri !== "string") {
      return refuse(
        ctx,
        "invalid_request",
        "Required parameter is missing: give logout_uri, one of the client's sign-out URLs.",
      );
    }
    const registered = typeof logout_uri === "string" ? client.logoutUrls : client.callbackUrls;
    const target = String(logout_uri ?? redirect_uri);
    if (!registered.includes(target)) {
      const list = registered.map((url) => `- ${url}`).join("\n") || "- none";
      const kind = typeof logout_uri === "string" ? "sign-out" : "callback";
      return refuse(
        ctx,
        "redirect_mismatch",
        `${target} is not among the ${kind} URLs of ${describeClient(client)}:\n${list}`,
      );
    }
    const user = users.find((await endSignInSession(ctx, provider)) ?? "")?.attributes.email;
    report("signed-out", { client: client.name, user, message: "Signed out of the sign-in pages" });
    ctx.status = 302;
    if (typeof logout_uri === "string") return ctx.redirect(addresses.localUrl(target));
    ctx.redirect(`/login?${ctx.querystring}`);
  };
}
