import {
  type AuthenticationResponseJSON,
  type AuthenticatorTransportFuture,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import type { Context } from "koa";
import { realHost } from "../model/address-book.ts";
import type { UserPoolModel } from "../model/user-pool.ts";
import type { Passkey } from "./users/passkey.ts";
import { displayNameOf, type User } from "./users/user.ts";

/** Where a browser uses passkeys. */
export interface RelyingParty {
  readonly id: string;
  /** Origin of the page that the browser shows. */
  readonly origin: string;
}

/**
 * The relying party of a pool, as the browser of a request sees it: names that end in `.localhost` here have
 * a relying party that does.
 */
export function relyingPartyOf(ctx: Context, { domain, passkeys }: UserPoolModel): RelyingParty {
  const { hostname } = ctx.URL;
  const suffix = hostname.slice(realHost(hostname).length);
  const host = domain === undefined ? realHost(hostname) : new URL(domain.baseUrl).hostname;
  return {
    id: (passkeys?.relyingPartyId ?? host) + suffix,
    // Not `ctx.origin`: the pages send no referrer, so browsers send `Origin: null` with their forms.
    origin: `${ctx.protocol}://${ctx.host}`,
  };
}

/** What the browser needs to make a passkey. @see https://www.w3.org/TR/webauthn-3/#sctn-registering-a-new-credential */
export function registrationOptions(
  { id }: RelyingParty,
  model: UserPoolModel,
  user: User,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  return generateRegistrationOptions({
    rpName: model.poolName,
    rpID: id,
    userName: displayNameOf(user),
    userID: new TextEncoder().encode(user.sub),
    attestationType: "none",
    excludeCredentials: credentialsOf(user),
    authenticatorSelection: {
      residentKey: "preferred",
      userVerification: userVerificationOf(model),
    },
  });
}

/** @returns `undefined` for a response that is not genuine, or not of this challenge and host */
export async function registeredPasskey(
  { id, origin }: RelyingParty,
  model: UserPoolModel,
  challenge: string,
  response: RegistrationResponseJSON,
): Promise<Passkey | undefined> {
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: id,
    requireUserVerification: userVerificationOf(model) === "required",
  }).catch(() => ({ verified: false, registrationInfo: undefined }));
  if (!verified || registrationInfo === undefined) return undefined;
  const { credential } = registrationInfo;
  return {
    credentialId: credential.id,
    publicKey: Buffer.from(credential.publicKey).toString("base64url"),
    counter: credential.counter,
    transports: credential.transports ?? [],
  };
}

/** What the browser needs to use a passkey of the user. */
export function signInOptions(
  { id }: RelyingParty,
  model: UserPoolModel,
  user: User,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  return generateAuthenticationOptions({
    rpID: id,
    allowCredentials: credentialsOf(user),
    userVerification: userVerificationOf(model),
  });
}

/** @returns the passkey with its new counter; `undefined` for a response that is not of the user's passkey */
export async function usedPasskey(
  { id, origin }: RelyingParty,
  model: UserPoolModel,
  challenge: string,
  user: User,
  response: AuthenticationResponseJSON,
): Promise<Passkey | undefined> {
  const passkey = user.passkeys?.find(({ credentialId }) => credentialId === response.id);
  if (passkey === undefined) return undefined;
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: id,
    credential: {
      id: passkey.credentialId,
      publicKey: new Uint8Array(Buffer.from(passkey.publicKey, "base64url")),
      counter: passkey.counter,
    },
    requireUserVerification: userVerificationOf(model) === "required",
  }).catch(() => ({ verified: false, authenticationInfo: undefined }));
  if (!verified || authenticationInfo === undefined) return undefined;
  return { ...passkey, counter: authenticationInfo.newCounter };
}

/** A passkey is a second factor too only when it checks its user. */
function userVerificationOf({ passkeys }: UserPoolModel): "preferred" | "required" {
  return passkeys?.isSecondFactor ? "required" : (passkeys?.userVerification ?? "preferred");
}

function credentialsOf({ passkeys = [] }: User) {
  return passkeys.map(({ credentialId, transports }) => ({
    id: credentialId,
    transports: [...transports] as AuthenticatorTransportFuture[],
  }));
}
