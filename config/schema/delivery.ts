import * as z from "zod";
import { matches } from "./check";
import * as field from "./field";
import { iamPolicyArnSchema } from "./iam";

/** Whether the bootstrap stack creates what an AWS account can have only once, or finds it there. */
const ownershipSchema = field.variant([
  field.object({
    /** The stack creates it. */
    type: z.literal("new"),
  }),
  field.object({
    /** The account has it already, such as from the stack of another environment. */
    type: z.literal("existing"),
  }),
]);

const policyArns = field.list(iamPolicyArnSchema).default([]);

const githubSchema = field.object({
  /** Repository whose workflows assume the roles, as `owner/name`. */
  repository: field.string(
    matches(
      /^[A-Za-z0-9](-?[A-Za-z0-9]){0,38}\/(?!\.{1,2}$)[\w.-]{1,100}$/,
      "must be a repository as owner/name",
      'write it like "acme/website"',
    ),
  ),
  /** ID of the repository, which it keeps when it is renamed and which no later owner of its name gets: `gh api repos/OWNER/NAME --jq .id`. @default - the name alone is checked */
  repositoryId: field
    .string(
      matches(
        /^\d{1,20}$/,
        "must be the ID of a repository: digits, as a string",
        "copy it from: gh api repos/OWNER/NAME --jq .id",
      ),
    )
    .optional(),
  /** Branch whose workflows push images and apply. @default "main" */
  defaultBranch: field
    .string(
      matches(
        /^(?!\/)[\w./-]{1,100}$/,
        "must be the name of a branch, without wildcards",
        'write it like "main"',
      ),
    )
    .default("main"),
  /** Environment of GitHub that a workflow must use to apply, such as one with required reviewers. @default - any workflow on the default branch may apply */
  environment: field
    .string(
      matches(
        /^[\w.-]{1,100}$/,
        "must be the name of an environment of GitHub: letters, digits and the characters _.-",
        'write it like "production"',
      ),
    )
    .optional(),
  /** GitHub's OpenID Connect provider in IAM, of which an account has one. @default { type: "new" } */
  oidcProvider: ownershipSchema.prefault({ type: "new" }),
});

const hcpTerraformSchema = field.object({
  /** HCP Terraform's OpenID Connect provider in IAM, of which an account has one. @default { type: "new" } */
  oidcProvider: ownershipSchema.prefault({ type: "new" }),
});

/** What a pipeline needs in the AWS account before it can deploy: `docs/bootstrap.md`. */
export const deliverySchema = field.object({
  /** GitHub Actions as pipeline. @default - none */
  github: githubSchema.optional(),
  /** HCP Terraform as pipeline, in the organization and project of `state`. @default - none */
  hcpTerraform: hcpTerraformSchema.optional(),
  /** The bucket of `state` with type `s3`. @default { type: "new" } */
  stateBucket: ownershipSchema.prefault({ type: "new" }),
  /** Permissions that resources of `extend` need in addition. */
  additionalPolicyArns: field
    .object({
      /** Policies of the role that plans, which should only read. @default - none */
      plan: policyArns,
      /** Policies of the role that applies. @default - none */
      apply: policyArns,
    })
    .prefault({}),
  /** Protect the bucket of the state and the OpenID Connect providers from deletion. @default true */
  deletionProtection: field.boolean().default(true),
});
