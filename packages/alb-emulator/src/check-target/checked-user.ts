import { attributesFor } from "../cognito/endpoints/user-info.ts";
import type { RunningUserPool } from "../cognito/running-user-pool.ts";
import { displayNameOf } from "../cognito/users/user.ts";
import { EmulatorError } from "../model/emulator-error.ts";

/** The user whom genuine and forged tokens are about. */
export interface CheckedUser {
  /** Email address, or user name. */
  readonly name: string;
  readonly groups: readonly string[];
  readonly scopes: readonly string[];
  readonly subject: string;
  readonly username: string;
  readonly email: string | null;
  /** Further claims of the data token. */
  readonly claims: Readonly<Record<string, string>>;
}

/**
 * Looks up a user and what the tokens say about them.
 * @param login What the user signs in with. @default - the first demo user, else the first user
 * @param groups @default - those of the user
 * @throws EmulatorError when the user or a group does not exist
 */
export function checkedUser(
  { model, users, demoUsers }: RunningUserPool,
  scope: string,
  login: string | undefined,
  groups: readonly string[] | undefined,
): CheckedUser {
  const first = login ?? demoUsers[0]?.login;
  const user = first === undefined ? users.all[0] : users.findByLogin(first);
  if (user === undefined) {
    const known = users.all.map(displayNameOf).join(", ") || "none";
    throw new EmulatorError(
      `User "${first ?? ""}" does not exist in user pool ${model.poolName}. Use one of: ${known}.`,
    );
  }
  const declared = model.groups.map(({ name }) => name);
  const unknown = (groups ?? []).filter((name) => !declared.includes(name));
  if (unknown.length > 0) {
    throw new EmulatorError(
      `Group ${unknown.map((name) => `"${name}"`).join(" and ")} does not exist in user pool ${model.poolName}, so no user is in it. Use one of: ${declared.join(", ") || "none"}.`,
    );
  }
  const scopes = scope.split(" ").filter((name) => name !== "");
  const { sub, username, email, ...claims } = attributesFor(user, scopes);
  return {
    name: displayNameOf(user),
    groups: groups ?? users.groupsOf(user),
    scopes,
    subject: sub ?? user.sub,
    username: username ?? user.username,
    email: email ?? null,
    claims,
  };
}
