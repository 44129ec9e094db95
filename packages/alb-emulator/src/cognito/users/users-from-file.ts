import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { EmulatorError } from "../../model/emulator-error.ts";
import type { EmulatorUser } from "./emulator-user.ts";
import { emulatorUsers, usersIssues } from "./emulator-user-schema.ts";

/**
 * Users from a file, for the option `users`.
 * @param file JSON or YAML: a list of {@link EmulatorUser}.
 * @throws EmulatorError that names the file, with every issue of its content
 * @example
 * await startEmulator({ source, users: usersFromFile("users.yaml") });
 */
export function usersFromFile(file: string): readonly EmulatorUser[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new EmulatorError(
      `The users file ${file} cannot be read: ${(error as Error).message}. The emulator has no other users. Correct its name, or leave it out to get the demo users.`,
    );
  }
  let content: unknown;
  try {
    // JSON is YAML as well.
    content = parse(text);
  } catch (error) {
    throw new EmulatorError(
      `The users file ${file} is neither JSON nor YAML: ${(error as Error).message.trimEnd()}\nThe emulator has no other users. Correct the file.`,
    );
  }
  return parseUsers(content, `The users file ${file}`);
}

/**
 * Users that a caller of the API, perhaps without types, gives.
 * @param from where they come from, first words of the message
 * @throws EmulatorError with every issue
 */
export function parseUsers(value: unknown, from = "The option users"): readonly EmulatorUser[] {
  const { success, data, error } = emulatorUsers.safeParse(value);
  if (success) return data;
  throw new EmulatorError(
    `${from} is not valid:\n${usersIssues("users", error)
      .map((issue) => `  ${issue}`)
      .join("\n")}`,
  );
}
