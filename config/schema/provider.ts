import { matches } from "./check";
import * as field from "./field";

/** Which AWS account the provider works in, and as whom. */
export const providerSchema = field.object({
  /** Account IDs that Terraform may change; with the credentials of another one, it stops before any change. @default - every account */
  allowedAccountIds: field
    .list(
      field.string(
        matches(
          /^\d{12}$/,
          "must be an AWS account ID: 12 digits, as a string",
          'write it like "111122223333"',
        ),
      ),
      { min: 1 },
    )
    .optional(),
  /** IAM role that Terraform assumes for the stacks' resources; the state's backend does not use it. @default - the caller's own credentials */
  assumeRole: field
    .object({
      /** ARN of the role. */
      roleArn: field.string(
        matches(
          /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
          "must be the ARN of an IAM role",
          'write it like "arn:aws:iam::111122223333:role/terraform"',
        ),
      ),
      /** External ID that the role's trust policy requires. @default - none */
      externalId: field
        .string(
          matches(
            /^[\w+=,.@:/-]{2,1224}$/,
            "must be 2 to 1224 letters, digits and the characters _+=,.@:/-",
            "copy it from the trust policy of the role",
          ),
        )
        .optional(),
      /** Name of the session, as CloudTrail shows it. @default - a name that AWS's provider invents */
      sessionName: field
        .string(
          matches(
            /^[\w+=,.@-]{2,64}$/,
            "must be 2 to 64 letters, digits and the characters _+=,.@-",
            'write it like "terraform"',
          ),
        )
        .optional(),
    })
    .optional(),
});
