import type { AppClient, UserPoolModel } from "../model/user-pool.ts";

/** Scopes that every pool has. */
const standardScopes = ["openid", "email", "phone", "profile", "aws.cognito.signin.user.admin"];

export function isStandardScope(scope: string): boolean {
  return standardScopes.includes(scope);
}

/** Whether the pool knows this scope: a standard one, or one of its resource servers. */
export function isScopeOf(model: UserPoolModel, scope: string): boolean {
  return (
    isStandardScope(scope) ||
    model.resourceServers.some((server) =>
      server.scopes.some(({ name }) => `${server.identifier}/${name}` === scope),
    )
  );
}

/** @param scope names separated by spaces, as in requests and tokens */
export function splitScope(scope: string): string[] {
  return scope.split(" ").filter((name) => name !== "");
}

export function findClient(model: UserPoolModel, clientId: unknown): AppClient | undefined {
  return model.clients.find((client) => client.clientId === clientId);
}

/** The name that AWS shows, with the Terraform address. */
export function describeClient(client: AppClient): string {
  return `app client ${client.name} (${client.address})`;
}
