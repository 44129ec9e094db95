import type { Context } from "koa";
import type { IdentityContext } from "../context.ts";
import { displayNameOf, type User } from "../users/user.ts";
import { clientNameOf } from "./page.ts";

/** Where AWS sends a mail, the code goes to the console and the inspector. */
export function sendCode(
  identity: IdentityContext,
  ctx: Context,
  user: User,
  purpose: "confirm" | "reset",
): void {
  const code = identity.users.issueCode(user, purpose);
  const kind = purpose === "confirm" ? "Verification code" : "Code to reset the password";
  identity.report("code-sent", {
    client: clientNameOf(identity, ctx),
    user: displayNameOf(user),
    message: `${kind} for ${displayNameOf(user)}: ${code}`,
  });
}
