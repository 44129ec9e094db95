import { randomUUID } from "node:crypto";
import type { Context } from "koa";
import { isEqualSecret } from "../secret.ts";

const cookieName = "XSRF-TOKEN";

/** Value of a form's `_csrf` field. Sets the cookie that it is compared with. */
export function csrfToken(ctx: Context): string {
  const known = ctx.cookies.get(cookieName);
  if (known) return known;
  const token = randomUUID();
  ctx.append("Set-Cookie", `${cookieName}=${token}; Path=/; Secure; HttpOnly; SameSite=Lax`);
  return token;
}

export function hasValidCsrfToken(ctx: Context, form: URLSearchParams): boolean {
  const known = ctx.cookies.get(cookieName);
  return known !== undefined && isEqualSecret(form.get("_csrf") ?? "", known);
}
