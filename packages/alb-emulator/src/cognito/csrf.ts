import { randomUUID } from "node:crypto";
import type { Context } from "koa";

const cookieName = "XSRF-TOKEN";

/** The value for a form's `_csrf` field, and the cookie that it is compared with. */
export function csrfToken(ctx: Context): string {
  const known = ctx.cookies.get(cookieName);
  if (known) return known;
  const token = randomUUID();
  ctx.append("Set-Cookie", `${cookieName}=${token}; Path=/; Secure; HttpOnly; SameSite=Lax`);
  return token;
}

export function hasValidCsrfToken(ctx: Context, form: URLSearchParams): boolean {
  const known = ctx.cookies.get(cookieName);
  return known !== undefined && form.get("_csrf") === known;
}
