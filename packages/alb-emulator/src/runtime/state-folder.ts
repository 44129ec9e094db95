import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Files that are kept from one run of the emulator to the next. */
export interface StateFolder {
  usersFile(poolName: string): string;
  readonly keysFile: string;
  logFile(name: string): string;
  accessLogFile(application: string): string;
  /** 32 bytes that encrypt session cookies; kept, so that sessions survive a restart. */
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
    sessionKey: () => readOrCreateKey(join(folder, "session-key")),
  };
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
  writeFileSync(file, key, { mode: 0o600 });
  return key;
}
