import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminUserGlobalSignOutCommand,
  paginateAdminListGroupsForUser,
  paginateListGroups,
  paginateListUsers,
  UsernameExistsException,
} from "@aws-sdk/client-cognito-identity-provider";
import { closestName } from "../../config/closest-name";
import { UserError } from "../../config/user-error";
import type { DeployedPool } from "./deployed-pool";

/** A user of a pool. */
export interface PoolUser {
  readonly email: string;
  /** Of a user of an identity provider, whom Cognito does not find by the email address. */
  readonly username?: string;
  /** As Cognito names it, such as `CONFIRMED` or `FORCE_CHANGE_PASSWORD`. */
  readonly status: string;
  readonly enabled: boolean;
  readonly groups: readonly string[];
  /** ISO 8601. */
  readonly created: string;
}

/**
 * Creates a user, who gets a temporary password by email, and puts the user into groups.
 * @returns false if the user existed; the groups are added all the same
 * @throws UserError for groups that do not exist, before anything is created
 */
export async function createUser(
  pool: DeployedPool,
  email: string,
  groups: readonly string[],
): Promise<boolean> {
  await requireGroups(pool, groups);
  const isNew = await createUnlessExisting(pool, email);
  await addToGroups(pool, email, groups);
  return isNew;
}

/**
 * Puts an existing user into groups.
 * @throws UserError for groups that do not exist, before the user gets into any
 */
export async function addUser(
  pool: DeployedPool,
  user: string,
  groups: readonly string[],
): Promise<void> {
  await requireGroups(pool, groups);
  await addToGroups(pool, user, groups);
}

async function addToGroups(
  { client, poolId }: DeployedPool,
  user: string,
  groups: readonly string[],
): Promise<void> {
  for (const group of groups) {
    await client.send(
      new AdminAddUserToGroupCommand({ UserPoolId: poolId, Username: user, GroupName: group }),
    );
  }
}

async function createUnlessExisting(
  { client, poolId }: DeployedPool,
  email: string,
): Promise<boolean> {
  try {
    await client.send(
      new AdminCreateUserCommand({
        UserPoolId: poolId,
        Username: email,
        UserAttributes: [
          { Name: "email", Value: email },
          { Name: "email_verified", Value: "true" },
        ],
        DesiredDeliveryMediums: ["EMAIL"],
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof UsernameExistsException) return false;
    throw error;
  }
}

async function requireGroups(
  { client, poolId }: DeployedPool,
  groups: readonly string[],
): Promise<void> {
  if (groups.length === 0) return;
  const names: string[] = [];
  for await (const { Groups = [] } of paginateListGroups({ client }, { UserPoolId: poolId })) {
    names.push(...Groups.flatMap(({ GroupName }) => GroupName ?? []));
  }
  const unknown = groups.filter((group) => !names.includes(group));
  if (unknown.length === 0) return;
  const lines = unknown.map((group) => {
    const closest = closestName(group, names);
    return `--group ${group}: the user pool has no such group.${closest === undefined ? "" : ` Did you mean "${closest}"?`}`;
  });
  const choices = names.length === 0 ? "It has no groups" : `It has: ${names.join(", ")}`;
  throw new UserError(
    `${lines.join("\n")}\n${choices}. Add groups under identity.groups and deploy.`,
  );
}

/** Every user, in the order of their email addresses. */
export async function listUsers({ client, poolId }: DeployedPool): Promise<PoolUser[]> {
  const users: PoolUser[] = [];
  for await (const { Users = [] } of paginateListUsers({ client }, { UserPoolId: poolId })) {
    for (const {
      Username = "",
      Attributes = [],
      UserStatus = "",
      Enabled = false,
      UserCreateDate,
    } of Users) {
      users.push({
        email: Attributes.find(({ Name }) => Name === "email")?.Value ?? Username,
        ...(UserStatus === "EXTERNAL_PROVIDER" ? { username: Username } : {}),
        status: UserStatus,
        enabled: Enabled,
        groups: await groupsOf({ client, poolId }, Username),
        created: UserCreateDate?.toISOString() ?? "",
      });
    }
  }
  return users.sort((one, other) => one.email.localeCompare(other.email, "en"));
}

async function groupsOf({ client, poolId }: DeployedPool, username: string): Promise<string[]> {
  const names: string[] = [];
  const pages = paginateAdminListGroupsForUser(
    { client },
    { UserPoolId: poolId, Username: username },
  );
  for await (const { Groups = [] } of pages) {
    names.push(...Groups.flatMap(({ GroupName }) => GroupName ?? []));
  }
  return names.sort();
}

/** Revokes the refresh tokens of a user. */
export async function signOutUser({ client, poolId }: DeployedPool, user: string): Promise<void> {
  await client.send(new AdminUserGlobalSignOutCommand({ UserPoolId: poolId, Username: user }));
}

/** Keeps a user from signing in, and ends the sessions that are open. */
export async function disableUser(pool: DeployedPool, user: string): Promise<void> {
  const { client, poolId } = pool;
  await client.send(new AdminDisableUserCommand({ UserPoolId: poolId, Username: user }));
  await signOutUser(pool, user);
}

/** Lets a disabled user sign in again. */
export async function enableUser({ client, poolId }: DeployedPool, user: string): Promise<void> {
  await client.send(new AdminEnableUserCommand({ UserPoolId: poolId, Username: user }));
}
