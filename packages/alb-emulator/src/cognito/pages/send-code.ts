import type { Context } from "koa";
import type { UserPoolContext } from "../user-pool-context.ts";
import { displayNameOf, type User } from "../users/user.ts";
import type { CodePurpose } from "../users/user-directory.ts";
import { clientNameOf } from "./page-response.ts";

const titles: Readonly<Record<CodePurpose, string>> = {
  confirm: "Confirmation code",
  reset: "Code to reset the password",
};

/** AWS sends an email. The emulator shows the code on the page, the console and the inspector. */
export function sendCode(
  ctx: Context,
  pool: UserPoolContext,
  user: User,
  purpose: CodePurpose,
): void {
  const code = pool.users.issueCode(user, purpose);
  pool.report(ctx, "code-sent", {
    client: clientNameOf(ctx, pool),
    user: displayNameOf(user),
    message: `${titles[purpose]} for ${displayNameOf(user)}: ${code}`,
  });
}
