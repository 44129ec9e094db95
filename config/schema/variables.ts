import { matches } from "./check";
import type { Kit } from "./kit";

/** What a container finds in its environment, beside what every container gets. */
export function variableFields(kit: Kit) {
  const variableName = kit.text(
    "NAME",
    matches(
      /^[A-Za-z_][A-Za-z0-9_.-]*$/,
      "the variable's name must be letters, digits, underscores, dots and hyphens, not beginning with a digit",
      'write it like "DATABASE_URL"',
    ),
  );
  return {
    /** Environment variables, beside those that every container gets. @default - none */
    environment: kit.record(variableName, kit.text("value")).default({}),
    /** Environment variables from Secrets Manager or SSM Parameter Store, by ARN. @default - none */
    secrets: kit
      .record(
        variableName,
        kit.text(
          "arn:aws:ssm:eu-central-1:111122223333:parameter/placeholder",
          matches(
            /^arn:aws[a-z-]*:(secretsmanager:[a-z0-9-]+:\d{12}:secret:[A-Za-z0-9/_+=.@-]+(:[^:]*){0,3}|ssm:[a-z0-9-]+:\d{12}:parameter\/[A-Za-z0-9/_.-]+)$/,
            "must be the ARN of a Secrets Manager secret or an SSM parameter, never the secret itself",
            "store the value there and copy the ARN",
          ),
        ),
      )
      .default({}),
    /** Customer-managed KMS keys that encrypt those secrets. @default - AWS's own keys */
    secretsKmsKeyArns: kit
      .list(
        kit.text(
          "arn:aws:kms:eu-central-1:111122223333:key/00000000-0000-0000-0000-000000000000",
          matches(
            /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+$/,
            "must be the ARN of a KMS key",
            "copy the key's ARN from KMS",
          ),
        ),
      )
      .default(() => []),
  };
}
