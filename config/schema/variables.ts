import { matches } from "./check";
import * as field from "./field";

const variableNameSchema = field.string(
  matches(
    /^[A-Za-z_][A-Za-z0-9_.-]*$/,
    "the variable's name must consist of letters, digits, underscores, dots and hyphens, and not start with a digit",
    'write it like "DATABASE_URL"',
  ),
);

/** Environment variables of a container, beside those that the stack sets. */
export const variableFields = {
  /** Environment variables, beside those that every container gets. @default - none */
  environment: field.record(variableNameSchema, field.string()).default({}),
  /** Environment variables from Secrets Manager or SSM Parameter Store, by ARN; `<ARN>:<JSON key>::` selects one value of a JSON secret. @default - none */
  secrets: field
    .record(
      variableNameSchema,
      field.string(
        matches(
          /^arn:aws[a-z-]*:(secretsmanager:[a-z0-9-]+:\d{12}:secret:[A-Za-z0-9/_+=.@-]+(:[^:]*)*|ssm:[a-z0-9-]+:\d{12}:parameter\/[A-Za-z0-9/_.-]+)$/,
          "must be the ARN of a Secrets Manager secret or an SSM parameter, never the secret itself",
          "store the value there and copy the ARN",
        ),
        matches(
          /^(?!arn:[^:]*:secretsmanager:([^:]*:){3}(?![^:]*-[A-Za-z0-9]{6}(:|$)))/,
          "must end in the 6 characters that Secrets Manager appends to the secret's name: without them IAM grants access to no secret, and no container starts",
          'copy the whole ARN from Secrets Manager, like "arn:aws:secretsmanager:…:secret:database-AbCdEf"',
        ),
        matches(
          /^(?!arn:[^:]*:secretsmanager:)|^([^:]*:){6}[^:]*(:[^:]*:[^:]*:[^:]*)?$/,
          "must have all three parts after the secret's ARN, or none: ECS expects :<JSON key>:<version stage>:<version id>, which may be empty",
          'write it like "<ARN>:password::"',
        ),
      ),
    )
    .default({}),
  /** Customer managed KMS keys that encrypt those secrets. @default - none: AWS managed keys */
  secretsKmsKeyArns: field
    .list(
      field.string(
        matches(
          /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+$/,
          "must be the ARN of a KMS key",
          "copy the key's ARN from KMS",
        ),
      ),
    )
    .default(() => []),
};
