import { eachApplication } from "./applications";
import type { RuleFault } from "./rule";

/** Variables that the stack gives every container; see docs/container-contract.md. */
export const reservedVariables = [
  "PORT",
  "APP_URL",
  "ALB_ARN",
  "COGNITO_ISSUER",
  "COGNITO_CLIENT_ID",
  "COGNITO_DOMAIN_URL",
  "SESSION_COOKIE_NAMES",
] as const;

/** A container's variables have one value each. */
export const variableRule = eachApplication(({ services }, base) =>
  Object.entries(services).flatMap(([service, { environment, secrets }]) => {
    const path = [...base, "services", service];
    const faults: RuleFault[] = [];
    for (const [kind, variables] of Object.entries({ environment, secrets })) {
      for (const variable of Object.keys(variables)) {
        if (!(reservedVariables as readonly string[]).includes(variable)) continue;
        faults.push({
          path: [...path, kind, variable],
          rule: `must not be one of ${reservedVariables.join(", ")}: the stack sets them, and the container verifies its users by them`,
          fix: "choose another name",
        });
      }
    }
    for (const variable of Object.keys(secrets)) {
      if (!Object.hasOwn(environment, variable)) continue;
      faults.push({
        path: [...path, "secrets", variable],
        rule: "must not be in environment as well: ECS takes a name once",
        fix: "remove one of the two",
        inputs: [],
        entriesOf: [
          [...path, "secrets", variable],
          [...path, "environment", variable],
        ],
      });
    }
    return faults;
  }),
);
