import { createHash } from "node:crypto";
import type { UserPoolModel } from "../../model/user-pool.ts";
import { loginAttributeOf } from "./sign-in-names.ts";
import { totpSecretOf } from "./totp.ts";
import type { UserDirectory } from "./user-directory.ts";

/** A user who exists from the start, with a password that the sign-in page and `signIn` know. */
export interface DemoUser {
  readonly login: string;
  readonly password: string;
  readonly groups: readonly string[];
  /** Secret of the user's authenticator app, in Base32; absent without one. */
  readonly totpSecret?: string | undefined;
}

const demoPeople = [
  { first: "anna", name: "Anna Admin", phone: "+12065550100", inAllGroups: true },
  { first: "ben", name: "Ben Brown", phone: "+12065550101", inAllGroups: false },
] as const;

/** The demo users of a pool: one in all groups, one in none. Creates them in an empty directory. */
export async function ensureDemoUsers(
  model: UserPoolModel,
  users: UserDirectory,
): Promise<DemoUser[]> {
  const password = demoPassword(model.passwordPolicy.minimumLength);
  const isEmpty = users.all.length === 0;
  const demoUsers: DemoUser[] = [];
  for (const { first, name, phone, inAllGroups } of demoPeople) {
    const email = `${first}@example.com`;
    const loginAttribute = loginAttributeOf(model);
    const login = { email, phone_number: phone, username: first }[loginAttribute];
    if (isEmpty) {
      const groups = inAllGroups ? model.groups.map((group) => group.name) : [];
      const totpSecret = needsSecondFactor(model) ? demoTotpSecret(first) : undefined;
      await users.create({
        email,
        username: first,
        name,
        password,
        groups,
        totpSecret,
        // Others have no number: nothing of it is seen where users do not sign in with it.
        attributes: loginAttribute === "phone_number" ? { phone_number: phone } : {},
      });
    }
    // The password may have been changed, or the user removed from the file.
    const user = await users.authenticate(login, password);
    if (!user) continue;
    const { totpSecret } = user;
    demoUsers.push({ login, password, groups: users.groupsOf(user), totpSecret });
  }
  return demoUsers;
}

/** Whether every user must have an authenticator app. */
export function needsSecondFactor({ mfa, secondFactors }: UserPoolModel): boolean {
  return mfa === "ON" && secondFactors.includes("software-token");
}

/** The same at every start, so that an authenticator app can keep it. */
export function demoTotpSecret(name: string): string {
  return totpSecretOf(createHash("sha256").update(`demo user ${name}`).digest());
}

/** Meets every policy that Cognito allows: all four classes, and the length that the pool requires. */
export function demoPassword(minimumLength: number): string {
  const length = Math.max("Local-only-123".length, minimumLength);
  return "Local-only-".padEnd(length, "1234567890");
}
