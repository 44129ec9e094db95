import { EmulatorError } from "../../model/emulator-error.ts";
import type { KnownUser } from "../../model/known-user.ts";
import { displayNameOf, type User } from "./user.ts";
import type { UserDirectory } from "./user-directory.ts";

/** Everybody of a pool who can have a session. */
export function knownUsers(users: UserDirectory): readonly KnownUser[] {
  return users.all
    .filter((user) => reasonAgainst(user) === undefined)
    .map((user) => {
      const name = displayNameOf(user);
      const login = users.findByLogin(name)?.sub === user.sub ? name : user.username;
      return { login, name, subject: user.sub };
    });
}

/**
 * @param login What the user signs in with.
 * @throws EmulatorError when there is no such user, or the user cannot sign in.
 */
export function userToSignIn(users: UserDirectory, login: string, poolName: string): User {
  const user = users.findByLogin(login);
  if (user === undefined) {
    throw new EmulatorError(
      `User "${login}" does not exist in user pool ${poolName}. Use what the user signs in with, or create an account on the sign-up page.`,
    );
  }
  const reason = reasonAgainst(user);
  if (reason === undefined) return user;
  throw new EmulatorError(`User ${login} of user pool ${poolName} cannot sign in: ${reason}`);
}

function reasonAgainst({ status, enabled = true }: User): string | undefined {
  if (!enabled) return "the account is disabled. Enable it in the file of users.";
  if (status === "UNCONFIRMED") return "the account is not confirmed. Confirm it with the code.";
  if (status === "FORCE_CHANGE_PASSWORD") {
    return "the password is temporary. Sign in with a browser once, and set another one.";
  }
  return undefined;
}
