import { createHash, randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EmulatorError } from "../model/emulator-error.ts";

/** Files that are kept from one run of the emulator to the next. */
export interface StateFolder {
  usersFile(poolName: string): string;
  readonly keysFile: string;
  readonly lockFile: string;
  /** Certificate and key of the certificate authority, in PEM. */
  readonly authorityFiles: { readonly certificate: string; readonly key: string };
  logFile(name: string): string;
  accessLogFile(application: string): string;
  /** 32 bytes that encrypt session cookies; kept, so that sessions survive a restart. */
  sessionKey(): Buffer;
}

/** @throws EmulatorError when the folder cannot be created */
export function openStateFolder(folder: string): StateFolder {
  try {
    // Access logs hold authorization codes, and services may log anything.
    for (const path of [folder, join(folder, "logs"), join(folder, "access-logs")]) {
      mkdirSync(path, { recursive: true, mode: 0o700 });
    }
    chmodSync(folder, 0o700);
  } catch (error) {
    throw new EmulatorError(
      `The state folder ${folder} cannot be created: ${(error as Error).message}. The emulator keeps users and keys there. Use another folder.`,
    );
  }
  return {
    usersFile: (poolName) => join(folder, `users-${fileName(poolName)}.json`),
    keysFile: join(folder, "signing-keys.json"),
    lockFile: join(folder, "lock.json"),
    authorityFiles: { certificate: join(folder, "ca.pem"), key: join(folder, "ca-key.pem") },
    logFile: (name) => join(folder, "logs", `${fileName(name)}.log`),
    accessLogFile: (application) => join(folder, "access-logs", `${fileName(application)}.log`),
    sessionKey: () => readOrCreateKey(join(folder, "session-key")),
  };
}

const maxNameLength = 100;

/** A name of the source as part of a file name: it must not lead out of the folder. */
function fileName(name: string): string {
  const encoded = encodeURIComponent(name).replaceAll("*", "%2A");
  if (encoded.length <= maxNameLength) return encoded;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 16);
  return `${encoded.slice(0, maxNameLength)}-${hash}`;
}

const keyBytes = 32;

function readOrCreateKey(file: string): Buffer {
  try {
    const key = readFileSync(file);
    if (key.length === keyBytes) return key;
  } catch {
    // Made below.
  }
  const key = randomBytes(keyBytes);
  try {
    writeFileSync(file, key, { mode: 0o600 });
  } catch {
    // On a full disk, sessions end with the emulator.
  }
  return key;
}
