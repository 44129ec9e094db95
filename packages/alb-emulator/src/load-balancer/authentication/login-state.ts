import { randomInt, timingSafeEqual } from "node:crypto";
import type { SealedBox } from "../session/cookie-cipher.ts";

/** What the load balancer has to know when a browser comes back from signing in. */
export interface LoginState {
  /** Of the rule that asked for the login. */
  readonly ruleArn: string;
  readonly host: string;
  /** Path and query that were asked for. */
  readonly target: string;
  readonly nonce: string;
  readonly issuedAtMs: number;
}

export const nonceCookieName = "AWSALBAuthNonce";

/** From the redirect to the identity provider until the browser is back. It cannot be changed in AWS. */
export const loginTimeoutMs = 15 * 60 * 1000;

const nonceAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

export function createNonce(): string {
  return Array.from({ length: 16 }, () =>
    nonceAlphabet.charAt(randomInt(nonceAlphabet.length)),
  ).join("");
}

/** Binds the login to the browser that began it. */
export function nonceCookie(nonce: string): string {
  return `${nonceCookieName}=${nonce}; Path=/; Secure; HttpOnly; SameSite=None`;
}

export function sealState(box: SealedBox, state: LoginState): string {
  return box.seal("state", state);
}

export function openState(box: SealedBox, text: string): LoginState | undefined {
  const opened = box.open("state", text);
  return opened.type === "content" ? (opened.content as LoginState) : undefined;
}

export function isSameNonce(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
