import { createHash } from "node:crypto";
import { EmulatorError } from "../../model/emulator-error.ts";
import type { UserPoolModel } from "../../model/user-pool.ts";
import { type DemoUser, demoPassword, demoTotpSecret, needsSecondFactor } from "./demo-users.ts";
import type { EmulatorUser } from "./emulator-user.ts";
import { passwordIssue } from "./password-policy.ts";
import { loginAttributeOf } from "./sign-in-names.ts";
import type { UserDirectory } from "./user-directory.ts";

/**
 * Checks given users against the user pools that they belong to.
 * @throws EmulatorError with every issue
 */
export function checkUsers(pools: readonly UserPoolModel[], users: readonly EmulatorUser[]): void {
  const issues = users.flatMap((user, index) =>
    userIssues(pools, user).map((issue) => `users[${index}] (${nameOf(user)}): ${issue}`),
  );
  for (const pool of pools) issues.push(...duplicates(pool, users));
  if (issues.length > 0) throw new EmulatorError([...new Set(issues)].join("\n"));
}

/** Creates the users of one pool. {@link checkUsers} found no issue. */
export async function createUsers(
  model: UserPoolModel,
  directory: UserDirectory,
  users: readonly EmulatorUser[],
): Promise<DemoUser[]> {
  return Promise.all(
    users
      .filter((user) => belongsTo(user, model))
      .map(async (user) => {
        const login = loginOf(model, user) ?? "";
        const { temporaryPassword } = user;
        const password =
          temporaryPassword ?? user.password ?? demoPassword(model.passwordPolicy.minimumLength);
        const totpSecret =
          user.totpSecret ?? (needsSecondFactor(model) ? demoTotpSecret(login) : undefined);
        const status = temporaryPassword === undefined ? "CONFIRMED" : "FORCE_CHANGE_PASSWORD";
        const sub = user.sub ?? syntheticSub(model, login);
        const created = await directory.create({ ...user, password, sub, totpSecret, status });
        return { login, password, groups: directory.groupsOf(created), totpSecret };
      }),
  );
}

function userIssues(pools: readonly UserPoolModel[], user: EmulatorUser): string[] {
  const own = pools.filter((pool) => belongsTo(user, pool));
  if (user.userPool !== undefined && own.length === 0) {
    const names = pools.map(({ poolName }) => poolName).join(", ") || "none";
    return [
      `user pool "${user.userPool}" does not exist, so the user could not sign in anywhere. Use one of: ${names}.`,
    ];
  }
  if (own.length === 0) return ["there is no user pool to sign in at. Remove the users."];
  const declared = own.flatMap(({ groups }) => groups.map(({ name }) => name));
  const unknown = (user.groups ?? []).filter((group) => !declared.includes(group));
  return [
    ...unknown.map(
      (group) =>
        `group "${group}" is not declared, so tokens would not contain it. Declare it in ${listed(own)}, or use one of: ${declared.join(", ") || "none"}.`,
    ),
    ...own.flatMap((pool) => poolIssues(pool, user)),
  ];
}

const loginFields = {
  email: { field: "email", text: "an email address" },
  phone_number: { field: "attributes.phone_number", text: "a phone number" },
  username: { field: "username", text: "a user name" },
} as const;

function poolIssues(pool: UserPoolModel, user: EmulatorUser): string[] {
  const issues: string[] = [];
  if (loginOf(pool, user) === undefined) {
    const { field, text } = loginFields[loginAttributeOf(pool)];
    issues.push(
      `${listed([pool])} signs users in with ${text}, and the user has none. Add ${field}, or name another user pool as userPool.`,
    );
  }
  const password = user.temporaryPassword ?? user.password;
  const issue = password === undefined ? undefined : passwordIssue(pool.passwordPolicy, password);
  if (issue) {
    issues.push(
      `${issue} (${listed([pool])}). Use another password, or leave it out to get the one of the demo users.`,
    );
  }
  return issues;
}

function duplicates(pool: UserPoolModel, users: readonly EmulatorUser[]): string[] {
  const issues: string[] = [];
  const firstBy = new Map<string, number>();
  for (const [index, user] of users.entries()) {
    const login = loginOf(pool, user);
    if (login === undefined || !belongsTo(user, pool)) continue;
    const sub = user.sub ?? syntheticSub(pool, login);
    const normalized = pool.caseSensitiveUsernames ? login : login.toLowerCase();
    for (const [field, value] of [
      ["login", normalized],
      ["sub", sub],
      ["email address", pool.aliasAttributes.includes("email") ? user.email : undefined],
    ] as const) {
      if (value === undefined) continue;
      const first = firstBy.get(`${field} ${value}`);
      firstBy.set(`${field} ${value}`, first ?? index);
      if (first === undefined) continue;
      issues.push(
        `users[${index}] (${nameOf(user)}): has the same ${field} as users[${first}], and each would replace the other. Remove one, or change its ${field}.`,
      );
      break;
    }
  }
  return issues;
}

function belongsTo({ userPool }: EmulatorUser, { poolName }: UserPoolModel): boolean {
  return userPool === undefined || userPool === poolName;
}

function loginOf(pool: UserPoolModel, user: EmulatorUser): string | undefined {
  const { email, username, attributes } = user;
  return { email, username, phone_number: attributes?.phone_number }[loginAttributeOf(pool)];
}

function nameOf({ email, username, attributes }: EmulatorUser): string {
  return email ?? username ?? attributes?.phone_number ?? "";
}

function listed(pools: readonly UserPoolModel[]): string {
  const names = pools.map(({ poolName }) => poolName).join(", ");
  return `user pool${pools.length > 1 ? "s" : ""} ${names}`;
}

/** A UUID of version 4's shape, the same at every start, so that what programs store stays theirs. */
function syntheticSub({ poolArn }: UserPoolModel, login: string): string {
  const hash = createHash("sha256").update(`${poolArn} ${login.toLowerCase()}`).digest("hex");
  const variant = ((Number.parseInt(hash.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `4${hash.slice(13, 16)}`,
    `${variant}${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join("-");
}
