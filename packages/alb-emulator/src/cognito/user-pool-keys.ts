import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { calculateJwkThumbprint, exportJWK, type JWK } from "jose";

export interface UserPoolKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly publicJwk: JWK;
}

/** Cognito signs ID tokens and access tokens with different keys. */
export interface UserPoolKeys {
  readonly idToken: UserPoolKey;
  readonly accessToken: UserPoolKey;
}

const newKeyPair = promisify(generateKeyPair);

/**
 * The pool's two RS256 keys.
 * @param file keeps them, so that sessions in a browser outlive a restart of the emulator
 */
export async function loadUserPoolKeys(file: string | undefined): Promise<UserPoolKeys> {
  const pems = (file ? readPems(file) : undefined) ?? (await makePems());
  if (file) writePems(file, pems);
  return {
    idToken: await keyOf(pems.idToken),
    accessToken: await keyOf(pems.accessToken),
  };
}

interface Pems {
  readonly idToken: string;
  readonly accessToken: string;
}

async function makePems(): Promise<Pems> {
  const [idToken, accessToken] = await Promise.all([makePem(), makePem()]);
  return { idToken, accessToken };
}

async function makePem(): Promise<string> {
  const { privateKey } = await newKeyPair("rsa", { modulusLength: 2048 });
  return privateKey.export({ type: "pkcs8", format: "pem" }).toString();
}

function readPems(file: string): Pems | undefined {
  try {
    const pems = JSON.parse(readFileSync(file, "utf8")) as Partial<Pems>;
    for (const pem of [pems.idToken, pems.accessToken]) createPrivateKey(pem ?? "");
    return pems as Pems;
  } catch {
    // Absent or damaged: with new keys users sign in again, and nothing else is lost.
    return undefined;
  }
}

function writePems(file: string, pems: Pems): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(pems), { mode: 0o600 });
  } catch {
    // On a full disk, sessions end with the emulator.
  }
}

async function keyOf(pem: string): Promise<UserPoolKey> {
  const privateKey = createPrivateKey(pem);
  const publicKey = createPublicKey(privateKey);
  const publicJwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(publicJwk);
  return {
    kid,
    privateKey,
    publicKey,
    publicJwk: { ...publicJwk, kid, alg: "RS256", use: "sig" },
  };
}
