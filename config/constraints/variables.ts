import { eachApplication } from "./applications";
import type { ConstraintIssue } from "./constraint";

/** Variables that the stack sets in every container. */
export const reservedVariables = [
  "PORT",
  "APP_URL",
  "APP_URLS",
  "ALB_ARN",
  "COGNITO_ISSUER",
  "COGNITO_CLIENT_ID",
  "COGNITO_DOMAIN_URL",
  "COGNITO_MACHINE_CLIENT_IDS",
  "PROTECTED_RESOURCES",
  "SESSION_COOKIE_NAMES",
  "SIGN_OUT_PATH",
  "SIGNED_OUT_PATH",
  "IDLE_TIMEOUT_SECONDS",
  "STOP_TIMEOUT_SECONDS",
  "ROUTE_GROUPS",
] as const;

export type ReservedVariable = (typeof reservedVariables)[number];

/** Every environment variable of a container has one value. */
export const checkVariables = eachApplication(({ services }, base) =>
  Object.entries(services).flatMap(([service, { environment, secrets }]) => {
    const path = [...base, "services", service];
    const issues: ConstraintIssue[] = [];
    for (const [field, variables] of Object.entries({ environment, secrets })) {
      for (const variable of Object.keys(variables)) {
        if (!(reservedVariables as readonly string[]).includes(variable)) continue;
        issues.push({
          path: [...path, field, variable],
          message: `must not be one of ${reservedVariables.join(", ")}: the stack sets them, and the container depends on them`,
          fix: "choose another name",
        });
      }
    }
    for (const variable of Object.keys(secrets)) {
      if (!Object.hasOwn(environment, variable)) continue;
      issues.push({
        path: [...path, "secrets", variable],
        message: "must not be in environment as well: ECS rejects a variable that is set twice",
        fix: "remove one of the two",
      });
    }
    return issues;
  }),
);
