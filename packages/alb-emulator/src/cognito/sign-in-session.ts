import type { Context } from "koa";
import type { Provider } from "oidc-provider";
import { sessionCookieName, signInSessionSeconds } from "./provider.ts";
import type { User } from "./users/user.ts";

/** Starts the pages' own session, by which the next application asks for no password. */
export async function startSignInSession(ctx: Context, provider: Provider, user: User) {
  const previous = await provider.Session.get(ctx);
  if (previous.accountId) await previous.destroy();
  const session = new provider.Session();
  session.loginAccount({ accountId: user.sub, transient: false });
  await session.save(signInSessionSeconds);
  const cookie = `${sessionCookieName}=${session.jti}`;
  ctx.append("Set-Cookie", `${cookie}; Path=/; Max-Age=${signInSessionSeconds}; ${attributes}`);
  // Whatever handles this request from here on belongs to the new session.
  ctx.req.headers.cookie = cookie;
}

export async function endSignInSession(
  ctx: Context,
  provider: Provider,
): Promise<string | undefined> {
  const session = await provider.Session.get(ctx);
  const { accountId } = session;
  await session.destroy();
  ctx.append("Set-Cookie", `${sessionCookieName}=; Path=/; Max-Age=0; ${attributes}`);
  return accountId;
}

const attributes = "Secure; HttpOnly; SameSite=Lax";
