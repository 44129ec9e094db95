import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { EmulatorError } from "../../model/emulator-error.ts";
import { isPasskey } from "./passkey.ts";
import { isTotpSecret } from "./totp.ts";
import { type User, userSecondFactors, userStatuses } from "./user.ts";

/**
 * The users of a file that a person may have edited; `undefined` when the file does not exist.
 * @throws EmulatorError that names the file when its content is not valid: edits are never overwritten
 */
export function readUsers(file: string): User[] | undefined {
  const invalidFile = (issue: string) =>
    new EmulatorError(
      `${file} ${issue}. The emulator keeps its users there and cannot start without them. ` +
        "Correct the file, or delete it to start again with the demo users.",
    );
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return undefined;
    throw invalidFile(`cannot be read: ${message}`);
  }
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw invalidFile(`is not JSON: ${(error as Error).message}`);
  }
  if (!Array.isArray(content)) throw invalidFile("is not a list of users");
  for (const [index, user] of content.entries()) {
    const issue = userIssue(user);
    if (issue) throw invalidFile(`is invalid at entry ${index}: ${issue}`);
  }
  return content as User[];
}

/**
 * Writes a new file and renames it, so that a crash leaves the old file or the new one.
 * @throws EmulatorError when the disk is full or the file cannot be written
 */
export function writeUsers(file: string, users: readonly User[]): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, `${JSON.stringify(users, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  } catch (error) {
    throw new EmulatorError(
      `${file} cannot be written: ${(error as Error).message}. The emulator keeps its users there. ` +
        "Make room and the file writable, or use another state folder.",
    );
  }
}

function userIssue(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return "it is not an object";
  const user = value as Partial<Record<keyof User, unknown>>;
  for (const field of ["sub", "username", "passwordHash"] as const) {
    if (typeof user[field] !== "string") return `"${field}" is not a string`;
  }
  if (!(userStatuses as readonly unknown[]).includes(user.status)) {
    return `"status" is none of ${userStatuses.join(", ")}`;
  }
  if (user.identityProvider !== undefined && typeof user.identityProvider !== "string") {
    return '"identityProvider" is not a string';
  }
  if (user.totpSecret !== undefined && !isTotpSecret(String(user.totpSecret))) {
    return '"totpSecret" is not Base32 of 16 characters or more';
  }
  if (user.secondFactors !== undefined && !isSecondFactors(user.secondFactors)) {
    return `"secondFactors" is not a list of ${userSecondFactors.join(", ")}`;
  }
  if (user.passkeys !== undefined) {
    if (!Array.isArray(user.passkeys) || !user.passkeys.every(isPasskey)) {
      return '"passkeys" is not a list of passkeys';
    }
  }
  if (user.enabled !== undefined && typeof user.enabled !== "boolean") {
    return '"enabled" is neither true nor false';
  }
  if (!isStringRecord(user.attributes)) return '"attributes" must hold strings only';
  if (!Array.isArray(user.groups) || user.groups.some((group) => typeof group !== "string")) {
    return '"groups" is not a list of names';
  }
  return undefined;
}

function isSecondFactors(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.every((factor) => (userSecondFactors as readonly unknown[]).includes(factor))
  );
}

function isStringRecord(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.values(value).every((entry) => typeof entry === "string")
  );
}
