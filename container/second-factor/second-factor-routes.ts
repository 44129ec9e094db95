import { accessTokenOf } from "alb-auth";
import { requireScopes } from "alb-auth/koa";
import { type AppContext, identityOf } from "../http/app-context";
import type { AppRouter } from "../http/app-router";
import { RequestError } from "../http/request-error";
import { readFields } from "../http/request-fields";
import type { Pages } from "../views/pages";
import { displayNameOf } from "../views/shell";
import { keyUri, qrCodeOf } from "./key-uri";
import { type UserPoolApi, WrongCodeError } from "./user-pool-api";

const path = "/second-factor";

/** Scope that Cognito wants of an access token which changes its user. */
export const selfServiceScope = "aws.cognito.signin.user.admin";

/**
 * `/second-factor`: sets up an authenticator app, and turns it off again. The load balancer's route must
 * request {@link selfServiceScope}.
 */
export function addSecondFactorRoutes(
  router: AppRouter,
  api: UserPoolApi,
  issuerName: string,
  pages: Pages,
): void {
  const guard = requireScopes(selfServiceScope);

  router.get(path, guard, async (ctx) => {
    const { hasAuthenticatorApp } = await api.stateOf(accessTokenOf(identityOf(ctx)));
    pages.send(ctx, "second-factor", {
      title: "Second factor",
      hasAuthenticatorApp,
      changed: changedTo(ctx.query.changed, hasAuthenticatorApp),
    });
  });

  router.post(path, guard, async (ctx) => {
    const accessToken = accessTokenOf(identityOf(ctx));
    const { action, code, secret } = await readFields(ctx);
    switch (action) {
      case "set-up":
        return showSetUp(ctx, await api.newSecret(accessToken));
      case "confirm":
        return confirm(ctx, accessToken, digitsOf(code), secretOf(secret));
      case "turn-off":
        await api.askForCodes(accessToken, false);
        return redirect(ctx, "off");
      default:
        throw new RequestError("ERR_BODY_INVALID", "“action” must be set-up, confirm or turn-off.");
    }
  });

  async function confirm(ctx: AppContext, accessToken: string, code: string, secret: string) {
    try {
      await api.verifyCode(accessToken, code);
    } catch (error) {
      if (!(error instanceof WrongCodeError)) throw error;
      showSetUp(ctx, secret, "This code is not correct. Enter the one that the app shows now.");
      ctx.status = 422;
      return;
    }
    await api.askForCodes(accessToken, true);
    redirect(ctx, "on");
  }

  /** @param secret Cognito does not show it again, so the form carries it to the next try */
  function showSetUp(ctx: AppContext, secret: string, error?: string): void {
    const identity = identityOf(ctx);
    const account = identity.email ?? displayNameOf(identity);
    pages.send(ctx, "second-factor-setup", {
      title: "Set up an authenticator app",
      secret,
      secretText: secret.replace(/.{4}(?=.)/g, "$& "),
      qrCode: qrCodeOf(keyUri({ secret, account, issuer: issuerName })),
      error,
    });
  }
}

function redirect(ctx: AppContext, changed: "on" | "off"): void {
  ctx.redirect(`${path}?changed=${changed}`);
  ctx.status = 303;
}

/** Only what is true is said: anybody can write a query. */
function changedTo(changed: unknown, isOn: boolean): "on" | "off" | undefined {
  const state = isOn ? "on" : "off";
  return changed === state ? state : undefined;
}

/** Apps show codes in groups of three digits. */
function digitsOf(code: unknown): string {
  const digits = String(code).replaceAll(" ", "");
  if (/^\d{6}$/.test(digits)) return digits;
  throw new RequestError("ERR_BODY_INVALID", "“code” must be the 6 digits that the app shows.");
}

function secretOf(secret: unknown): string {
  if (typeof secret === "string" && /^[A-Z2-7]{16,128}$/.test(secret)) return secret;
  throw new RequestError("ERR_BODY_INVALID", "“secret” must be the key of the set-up page.");
}
