import type { UserPoolModel } from "../../model/user-pool.ts";
import type { UserDirectory } from "./user-directory.ts";

/** A user who exists from the start, with a password that the sign-in page and `signIn` know. */
export interface DemoUser {
  readonly login: string;
  readonly password: string;
  readonly groups: readonly string[];
}

const demoPeople = [
  { first: "anna", name: "Anna Admin", inAllGroups: true },
  { first: "ben", name: "Ben Brown", inAllGroups: false },
] as const;

/** The demo users of a pool: one in all groups, one in none. Creates them in an empty directory. */
export async function ensureDemoUsers(
  model: UserPoolModel,
  users: UserDirectory,
): Promise<DemoUser[]> {
  const password = demoPassword(model.passwordPolicy.minimumLength);
  const isEmpty = users.all.length === 0;
  const demoUsers: DemoUser[] = [];
  for (const { first, name, inAllGroups } of demoPeople) {
    const email = `${first}@example.com`;
    const login = model.usernameAttributes.includes("email") ? email : first;
    if (isEmpty) {
      const groups = inAllGroups ? model.groups.map((group) => group.name) : [];
      await users.create({ email, username: first, name, password, groups });
    }
    // The password may have been changed, or the user removed from the file.
    const user = await users.authenticate(login, password);
    if (user) demoUsers.push({ login, password, groups: users.groupsOf(user) });
  }
  return demoUsers;
}

/** Meets every policy that Cognito allows: all four classes, and the length that the pool requires. */
export function demoPassword(minimumLength: number): string {
  const length = Math.max("Local-only-123".length, minimumLength);
  return "Local-only-".padEnd(length, "1234567890");
}
