import type { EmulatorUser } from "../cognito/users/emulator-user.ts";
import type { UserPoolModel } from "../model/user-pool.ts";
import type { IssuerModel } from "./issuer-model.ts";

/**
 * The users of an identity provider as a user pool has them. The code says nothing about them: email
 * addresses sign in, any password will do, and the groups are those that users are in.
 */
export function issuerDirectory(
  { issuer }: Pick<IssuerModel, "issuer">,
  givenUsers: readonly EmulatorUser[] = [],
): UserPoolModel {
  const groups = new Set(givenUsers.flatMap(({ groups = [] }) => groups));
  return {
    poolId: issuer,
    poolArn: issuer,
    poolName: new URL(issuer).host,
    region: "",
    issuer,
    domain: undefined,
    passwordPolicy: {
      minimumLength: 6,
      requireLowercase: false,
      requireUppercase: false,
      requireNumbers: false,
      requireSymbols: false,
    },
    signUp: "admins-only",
    mfa: "OFF",
    secondFactors: [],
    usernameAttributes: ["email"],
    aliasAttributes: [],
    identityProviders: [],
    preTokenGeneration: undefined,
    otherTriggers: [],
    caseSensitiveUsernames: false,
    groups: [...groups].map((name) => ({ name, description: undefined, precedence: undefined })),
    resourceServers: [],
    clients: [],
  };
}
