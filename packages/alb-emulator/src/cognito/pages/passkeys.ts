import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import type { Context } from "koa";
import type { ValidAuthorizationRequest } from "../authorization-request.ts";
import type { UserPoolContext } from "../user-pool-context.ts";
import { displayNameOf, type User } from "../users/user.ts";
import {
  registeredPasskey,
  registrationOptions,
  relyingPartyOf,
  signInOptions,
  usedPasskey,
} from "../webauthn.ts";
import { finishSignIn } from "./finish-sign-in.ts";
import { formData, showPage } from "./page-response.ts";
import { readChallenge } from "./read-challenge.ts";

/** Offers to set up a passkey before the application opens. @see https://docs.aws.amazon.com/cognito/latest/developerguide/managed-login-endpoints.html */
export async function offerPasskey(
  ctx: Context,
  pool: UserPoolContext,
  { client }: ValidAuthorizationRequest,
  user: User,
  factors: string,
  error?: string,
): Promise<void> {
  const options = await registrationOptions(relyingPartyOf(ctx, pool.model), pool.model, user);
  const { challenge } = options;
  const session = pool.challenges.issue(
    { name: "WEB_AUTHN_REGISTRATION", sub: user.sub, challenge, factors },
    client.authSessionLifetimeSeconds,
  );
  showPage(ctx, pool, "passkey-setup", "Sign in faster with a passkey", {
    ...formData(ctx),
    session,
    error,
    login: displayNameOf(user),
    options: JSON.stringify(options),
  });
}

/** `POST /passkeys/add`: a new passkey, or none. */
export function addPasskey(pool: UserPoolContext) {
  return async function addPasskey(ctx: Context): Promise<void> {
    const posted = await readChallenge(ctx, pool, "WEB_AUTHN_REGISTRATION");
    if (!posted) return;
    const { request, form, session, challenge, user } = posted;
    pool.challenges.end(session);
    if (form.get("credential")) {
      const passkey = await registeredPasskey(
        relyingPartyOf(ctx, pool.model),
        pool.model,
        challenge.challenge,
        parseCredential<RegistrationResponseJSON>(form),
      );
      if (passkey === undefined) {
        const error = "This passkey could not be set up. Try again, or continue without one.";
        return offerPasskey(ctx, pool, request, user, challenge.factors, error);
      }
      pool.users.put({ ...user, passkeys: [...(user.passkeys ?? []), passkey] });
      pool.report(ctx, "user-changed", {
        client: request.client.name,
        user: displayNameOf(user),
        message: "A passkey was set up",
      });
    }
    return finishSignIn(ctx, pool, request, user, challenge.factors);
  };
}

/** What the browser needs to sign this user in, and the session that the form sends back. */
export async function startPasskeySignIn(
  ctx: Context,
  pool: UserPoolContext,
  { client }: ValidAuthorizationRequest,
  user: User,
): Promise<{ readonly session: string; readonly options: string }> {
  const options = await signInOptions(relyingPartyOf(ctx, pool.model), pool.model, user);
  const session = pool.challenges.issue(
    { name: "WEB_AUTHN", sub: user.sub, challenge: options.challenge },
    client.authSessionLifetimeSeconds,
  );
  return { session, options: JSON.stringify(options) };
}

/**
 * The user whose passkey a form carries.
 * @returns `undefined` when the passkey is not one of the user's, or did not sign this challenge
 */
export async function userOfPasskey(
  ctx: Context,
  pool: UserPoolContext,
  user: User,
  challenge: string,
  form: URLSearchParams,
): Promise<User | undefined> {
  const used = await usedPasskey(
    relyingPartyOf(ctx, pool.model),
    pool.model,
    challenge,
    user,
    parseCredential<AuthenticationResponseJSON>(form),
  );
  if (used === undefined) return undefined;
  const others = (user.passkeys ?? []).filter(
    ({ credentialId }) => credentialId !== used.credentialId,
  );
  return pool.users.put({ ...user, passkeys: [used, ...others] });
}

/** Its content is checked when it is verified. */
function parseCredential<T extends { readonly id: string }>(form: URLSearchParams): T {
  try {
    return JSON.parse(form.get("credential") ?? "") as T;
  } catch {
    return { id: "" } as T;
  }
}
