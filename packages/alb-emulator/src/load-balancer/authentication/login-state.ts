import { randomInt, timingSafeEqual } from "node:crypto";
import type { CookieCipher } from "../session/cookie-cipher.ts";

/** What the load balancer has to know when a browser returns from the identity provider. */
export interface LoginState {
  /** The rule that asked for the sign-in. */
  readonly ruleArn: string;
  /** With the port where the Host header has one. */
  readonly host: string;
  /** Requested path and query. */
  readonly target: string;
  readonly nonce: string;
  readonly issuedAtMs: number;
}

export const nonceCookieName = "AWSALBAuthNonce";

/** From the redirect to the identity provider until the browser returns. AWS offers no setting for it. */
export const loginTimeoutMs = 15 * 60 * 1000;

const nonceLength = 16;
const nonceAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

export function createNonce(): string {
  const characters = Array.from({ length: nonceLength }, () =>
    nonceAlphabet.charAt(randomInt(nonceAlphabet.length)),
  );
  return characters.join("");
}

/** Binds the sign-in to the browser that started it. */
export function nonceCookie(nonce: string): string {
  return `${nonceCookieName}=${nonce}; Path=/; Secure; HttpOnly; SameSite=None`;
}

export function encryptState(cipher: CookieCipher, state: LoginState): string {
  return cipher.encrypt("state", state);
}

/** @returns `undefined` for a text that this load balancer did not encrypt. */
export function decryptState(cipher: CookieCipher, text: string): LoginState | undefined {
  const decrypted = cipher.decrypt("state", text);
  return decrypted.type === "content" ? (decrypted.content as LoginState) : undefined;
}

export function isSameNonce(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
