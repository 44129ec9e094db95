import type { RunningUserPool } from "../cognito/running-user-pool.ts";

/** A command that gets a token, for each app client of a program; empty without any. */
export function machineLines(
  userPools: readonly Pick<RunningUserPool, "model" | "domainUrl">[],
): string {
  return userPools
    .flatMap(({ model, domainUrl }) =>
      domainUrl === undefined
        ? []
        : model.clients
            .filter(({ allowedOAuthFlows }) => allowedOAuthFlows.includes("client_credentials"))
            .flatMap(({ name, clientId, clientSecret = "" }) => [
              `  ${name}`,
              `    curl -s -u ${clientId}:${clientSecret} -d grant_type=client_credentials ${domainUrl}/oauth2/token`,
            ]),
    )
    .join("\n");
}
