import * as z from "zod";
import { matches } from "./check";
import * as field from "./field";
import { workspacesSchema } from "./workspaces";

/** An AWS region. */
export const regionSchema = field.string(
  matches(
    /^[a-z]{2}(-[a-z]+)+-\d$/,
    "must be the code of an AWS region",
    'write it like "eu-central-1"',
  ),
);

const bucketName = matches(
  /^(?!xn--)(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
  "must be an S3 bucket name: 3 to 63 lower-case letters, digits, dots and hyphens",
  "create a bucket with versioning first, and write its name here",
);
const plainName = matches(
  /^[A-Za-z0-9][A-Za-z0-9 _-]*$/,
  "must be a name of letters, digits, spaces, hyphens and underscores",
  "copy the name from HCP Terraform",
);

/** Where Terraform stores its state, and where an application reads the identity's outputs. */
export const stateSchema = field.variant([
  field.object({
    /** A file below `terraform-state/` on this machine, for a single user or a first try. */
    type: z.literal("local"),
  }),
  field.object({
    /** An S3 bucket, with Terraform's native lock file and encryption. */
    type: z.literal("s3"),
    /** Name of the bucket: an existing one, or the one that the stack of `delivery` creates. */
    bucket: field.string(bucketName),
    /** Region of the bucket. @default - the environment's region */
    region: regionSchema.optional(),
    /** Prefix of every object key, without slashes at either end. @default "alb-cognito" */
    keyPrefix: field
      .string(
        matches(
          /^[A-Za-z0-9!_.'()-]+(\/[A-Za-z0-9!_.'()-]+)*$/,
          "must be a key prefix without slashes at either end",
          'write it like "team/project"',
        ),
      )
      .default("alb-cognito"),
    /** KMS key that encrypts the state. @default - the S3 managed key */
    kmsKeyArn: field
      .string(
        matches(
          /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:(key|alias)\/[A-Za-z0-9/_-]+$/,
          "must be the ARN of a KMS key",
          "copy the key's ARN from KMS",
        ),
      )
      .optional(),
  }),
  field.object({
    /** HCP Terraform (Terraform Cloud): one workspace for each stack. */
    type: z.literal("cloud"),
    /** Organization of the workspaces. */
    organization: field.string(plainName),
    /** Project of new workspaces. @default - the organization's default project */
    project: field.string(plainName).optional(),
    /** Host name of a Terraform Enterprise installation. @default "app.terraform.io" */
    hostname: field
      .string(
        matches(
          /^[a-z0-9-]+(\.[a-z0-9-]+)+$/,
          "must be a host name, without a scheme",
          'leave it out for HCP Terraform, or write it like "terraform.example.com"',
        ),
      )
      .default("app.terraform.io"),
    /** Workspaces, as a stack of its own. @default - none: you create them */
    workspaces: workspacesSchema.optional(),
  }),
]);
