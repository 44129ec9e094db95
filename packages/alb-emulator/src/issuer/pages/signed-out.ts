import type { Context } from "koa";
import type { IssuerContext } from "../issuer-context.ts";
import { showPage } from "./page-response.ts";

/** For a sign-out that names no address on this machine. */
export function showSignedOut(ctx: Context, issuer: IssuerContext): void {
  showPage(ctx, issuer, "issuer-message", "You are signed out", {
    text: "The sign-out request names no address that the emulator serves, so it ends here.",
    error: undefined,
  });
}
