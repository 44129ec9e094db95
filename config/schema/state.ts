import * as z from "zod";
import { matches } from "./check";
import type { Kit } from "./kit";

/** Where Terraform keeps what it knows of the stacks, and where an application finds the identity's outputs. */
export function stateSchema(kit: Kit) {
  const bucketName = matches(
    /^(?!xn--)(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    "must be an S3 bucket name: 3 to 63 lower-case letters, digits, dots and hyphens",
    "create a bucket with versioning for the state first, and name it here",
  );
  const plainName = matches(
    /^[A-Za-z0-9][A-Za-z0-9 _-]*$/,
    "must be a name of letters, digits, hyphens and underscores",
    "copy the name from HCP Terraform",
  );
  return kit.variant(
    [
      kit.option({
        /** A file below `terraform-state/` on this machine: for one person, or a first try. */
        type: z.literal("local"),
      }),
      kit.option({
        /** An S3 bucket, with Terraform's native lock file and encryption. */
        type: z.literal("s3"),
        /** Name of a bucket that exists already. */
        bucket: kit.text("terraform-state", bucketName),
        /** Region of the bucket. @default - the environment's region */
        region: regionSchema(kit).optional(),
        /** What every object key starts with, without slashes at either end. @default "alb-cognito" */
        keyPrefix: kit
          .text(
            "alb-cognito",
            matches(
              /^[A-Za-z0-9!_.'()-]+(\/[A-Za-z0-9!_.'()-]+)*$/,
              "must be a key prefix without slashes at either end",
              'write it like "team/project"',
            ),
          )
          .default("alb-cognito"),
        /** KMS key that encrypts the state. @default - the key that S3 manages */
        kmsKeyArn: kit
          .text(
            "arn:aws:kms:eu-central-1:111122223333:key/00000000-0000-0000-0000-000000000000",
            matches(
              /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:(key|alias)\/[A-Za-z0-9/_-]+$/,
              "must be the ARN of a KMS key",
              "copy the key's ARN from KMS",
            ),
          )
          .optional(),
      }),
      kit.option({
        /** HCP Terraform (Terraform Cloud): one workspace for each stack. */
        type: z.literal("cloud"),
        /** Organization that owns the workspaces. */
        organization: kit.text("organization", plainName),
        /** Project that new workspaces are put in. @default - the organization's default project */
        project: kit.text("project", plainName).optional(),
        /** Host of a Terraform Enterprise installation. @default "app.terraform.io" */
        hostname: kit
          .text(
            "app.terraform.io",
            matches(
              /^[a-z0-9-]+(\.[a-z0-9-]+)+$/,
              "must be a host name without a scheme",
              'leave it out for HCP Terraform, or write it like "terraform.example.com"',
            ),
          )
          .default("app.terraform.io"),
      }),
    ],
    { type: "local" },
  );
}

/** An AWS region. */
export function regionSchema(kit: Kit) {
  return kit.text(
    "eu-central-1",
    matches(
      /^[a-z]{2}(-[a-z]+)+-\d$/,
      "must be the code of an AWS region",
      'write it like "eu-central-1"',
    ),
  );
}
