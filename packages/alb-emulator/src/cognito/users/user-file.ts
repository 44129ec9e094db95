import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { User } from "./user.ts";

/**
 * The users of a file that people may edit, or `undefined` where there is none yet.
 * @throws Error naming the file when it holds no users: nobody's edits are thrown away in silence
 */
export function readUsers(file: string): User[] | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
  const fault = (problem: string) =>
    new Error(
      `${file} ${problem} It holds the stand-in's users. Correct it, or delete it to start again with the demo users.`,
    );
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw fault(`is not JSON: ${(error as Error).message}.`);
  }
  if (!Array.isArray(content)) throw fault("is not a list of users.");
  for (const [index, user] of content.entries()) {
    const problem = userFault(user);
    if (problem) throw fault(`has a fault in entry ${index}: ${problem}.`);
  }
  return content as User[];
}

/** Written beside and renamed, so that a crash leaves the old file or the new one. */
export function writeUsers(file: string, users: readonly User[]): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(users, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

function userFault(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return "it is not an object";
  const user = value as Partial<Record<keyof User, unknown>>;
  for (const field of ["sub", "username", "passwordHash"] as const) {
    if (typeof user[field] !== "string") return `"${field}" is not text`;
  }
  if (user.status !== "CONFIRMED" && user.status !== "UNCONFIRMED") {
    return '"status" is neither "CONFIRMED" nor "UNCONFIRMED"';
  }
  if (!isTextRecord(user.attributes)) return '"attributes" does not hold text only';
  if (!Array.isArray(user.groups) || user.groups.some((group) => typeof group !== "string")) {
    return '"groups" is not a list of names';
  }
  return undefined;
}

function isTextRecord(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.values(value).every((entry) => typeof entry === "string")
  );
}
