import type { IdentityModel } from "../../model/identity.ts";
import type { UserDirectory } from "./user-directory.ts";

/** Somebody to sign in as at once. */
export interface DemoUser {
  readonly login: string;
  readonly password: string;
  readonly groups: readonly string[];
}

const people = [
  { first: "anna", name: "Anna Admin", inAllGroups: true },
  { first: "ben", name: "Ben Brown", inAllGroups: false },
] as const;

/** The demo users of a pool: one in all of its groups, one in none. Creates those that are missing. */
export async function ensureDemoUsers(
  model: IdentityModel,
  users: UserDirectory,
): Promise<DemoUser[]> {
  const password = demoPassword(model.passwordPolicy.minimumLength);
  const atStart = users.all.length === 0;
  const demoUsers: DemoUser[] = [];
  for (const { first, name, inAllGroups } of people) {
    const email = `${first}@example.com`;
    const login = model.usernameAttributes.includes("email") ? email : first;
    if (atStart) {
      const groups = inAllGroups ? model.groups.map((group) => group.name) : [];
      await users.create({ email, username: first, name, password, groups });
    }
    // Only those whose password still is the one that is printed.
    const user = await users.authenticate(login, password);
    if (user) demoUsers.push({ login, password, groups: users.groupsOf(user) });
  }
  return demoUsers;
}

/** Meets every policy Cognito can have: all four classes, and as long as the pool asks for. */
function demoPassword(minimumLength: number): string {
  const length = Math.max("Local-only-123".length, minimumLength);
  return "Local-only-".padEnd(length, "1234567890");
}
