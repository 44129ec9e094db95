import {
  CognitoIdentityProviderServiceException,
  UserNotFoundException,
} from "@aws-sdk/client-cognito-identity-provider";
import Table from "cli-table3";
import { UserError } from "../../config/user-error";
import { environmentOptionMistake } from "../../synthesis/environment-option";
import { type CommandLine, parseCommandLine, usage } from "./command-line";
import { type DeployedPool, deployedPool } from "./deployed-pool";
import {
  addUser,
  createUser,
  disableUser,
  enableUser,
  listUsers,
  type PoolUser,
  signOutUser,
} from "./pool-users";

/**
 * `npm run users`: creates, lists, signs out and disables users of a deployed pool.
 * @param root the project's folder
 * @returns the exit status
 */
export async function users(root: string, args: readonly string[]): Promise<number> {
  try {
    const mistake = environmentOptionMistake("npm run users", args, process.env);
    if (mistake !== undefined) throw new UserError(mistake);
    const commandLine = parseCommandLine(args);
    if (commandLine.help) {
      console.log(usage);
      return 0;
    }
    const pool = await deployedPool(root, commandLine.environment ?? process.env.ENVIRONMENT);
    try {
      console.log(await run(pool, commandLine));
    } finally {
      pool.client.destroy();
    }
    return 0;
  } catch (error) {
    // Anything else is a bug of this program, and keeps its stack trace.
    if (!(error instanceof UserError)) throw error;
    console.error(error.message);
    return 1;
  }
}

async function run(pool: DeployedPool, commandLine: CommandLine): Promise<string> {
  try {
    return await carryOut(pool, commandLine);
  } catch (error) {
    if (error instanceof UserNotFoundException) {
      throw new UserError(
        `The user pool has no user ${commandLine.user}. npm run users -- list shows every user.`,
      );
    }
    if (error instanceof CognitoIdentityProviderServiceException) {
      throw new UserError(
        `Cognito rejected ${commandLine.command} (${error.name}): ${error.message}`,
      );
    }
    throw error;
  }
}

/** Does what was asked, and says what happened. */
async function carryOut(
  pool: DeployedPool,
  { command, user, groups, json }: CommandLine,
): Promise<string> {
  switch (command) {
    case "create": {
      const isNew = await createUser(pool, user, groups);
      const membership = groups.length === 0 ? "" : ` Groups: ${groups.join(", ")}.`;
      return isNew
        ? `Created ${user}, who gets a temporary password by email.${membership}`
        : `${user} existed already and gets no email.${membership}`;
    }
    case "add":
      await addUser(pool, user, groups);
      return `Added ${user} to ${groups.join(", ")}: the next sign-in has the groups.`;
    case "list": {
      const found = await listUsers(pool);
      return json ? JSON.stringify(found, null, 2) : usersTable(found);
    }
    case "sign-out":
      await signOutUser(pool, user);
      return `Signed out ${user}: each session ends when its access token expires (identity.tokenLifetimes).`;
    case "disable":
      await disableUser(pool, user);
      return `Disabled ${user}: no sign-in from now on, and each session ends when its access token expires.`;
    case "enable":
      await enableUser(pool, user);
      return `Enabled ${user}.`;
  }
}

function usersTable(found: readonly PoolUser[]): string {
  if (found.length === 0) return "No users. Create one: npm run users -- create you@example.com";
  const table = new Table({
    head: ["user", "status", "groups", "created"],
    style: { head: [], border: [] },
  });
  for (const { email, username, status, enabled, groups, created } of found) {
    table.push([
      username === undefined ? email : `${username}\n${email}`,
      enabled ? status : `${status}, disabled`,
      groups.join(", "),
      created.slice(0, 10),
    ]);
  }
  return table.toString();
}
