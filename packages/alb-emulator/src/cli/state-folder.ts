import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Files that outlive one run of the stand-in. */
export interface StateFolder {
  usersFile(poolName: string): string;
  readonly keysFile: string;
  logFile(name: string): string;
  accessLogFile(application: string): string;
  /** Encrypts session cookies: with the same one, sessions outlive a restart. */
  sessionKey(): Buffer;
}

export function openStateFolder(folder: string): StateFolder {
  mkdirSync(join(folder, "logs"), { recursive: true });
  mkdirSync(join(folder, "access-logs"), { recursive: true });
  return {
    usersFile: (poolName) => join(folder, `users-${poolName}.json`),
    keysFile: join(folder, "signing-keys.json"),
    logFile: (name) => join(folder, "logs", `${name}.log`),
    accessLogFile: (application) => join(folder, "access-logs", `${application}.log`),
    sessionKey: () => readOrMakeKey(join(folder, "session-key")),
  };
}

const keyBytes = 32;

function readOrMakeKey(file: string): Buffer {
  try {
    const key = readFileSync(file);
    if (key.length === keyBytes) return key;
  } catch {
    // There is none yet.
  }
  const key = randomBytes(keyBytes);
  writeFileSync(file, key, { mode: 0o600 });
  return key;
}
