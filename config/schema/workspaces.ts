import { matches } from "./check";
import * as field from "./field";

const roleArnSchema = field.string(
  matches(
    /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
    "must be the ARN of an IAM role",
    'write it like "arn:aws:iam::111122223333:role/terraform"',
  ),
);

/** What the workspaces stack creates in HCP Terraform: `docs/hcp-terraform.md`. */
export const workspacesSchema = field.object({
  /** Exact version of Terraform in every workspace. */
  terraformVersion: field.string(
    matches(/^\d+\.\d+\.\d+$/, "must be an exact version of Terraform", 'write it like "1.11.4"'),
    matches(
      /^(?!0\.|1\.[0-5]\.)/,
      "must be 1.6.0 or later: the stacks use features of it",
      'write it like "1.11.4"',
    ),
  ),
  /** Whether `state.project` is created, or exists already, such as for another environment. @default true */
  createProject: field.boolean().default(true),
  /** Where runs take place: in HCP Terraform, on agents of your own, or where Terraform is started. @default "remote" */
  executionMode: field.oneOf(["remote", "agent", "local"]).default("remote"),
  /** ID of the pool of agents, with execution mode `agent`. @default - none */
  agentPoolId: field
    .string(
      matches(
        /^apool-[A-Za-z0-9]+$/,
        "must be the ID of an agent pool",
        "copy it from the organization's settings: apool-…",
      ),
    )
    .optional(),
  /** Roles that runs assume in AWS with tokens of HCP Terraform. @default - those of `delivery` if it has `hcpTerraform`, else none */
  roles: field
    .object({
      /** ARN of the role that plans, which should only read. */
      planRoleArn: roleArnSchema,
      /** ARN of the role that applies. */
      applyRoleArn: roleArnSchema,
    })
    .optional(),
  /** Repository with the committed JSON, whose commits start runs. @default - runs are started by command line or API */
  repository: field
    .object({
      /** Organization and name in the version control system, such as `acme/web`. */
      identifier: field.string(
        matches(
          /^[\w.-]+(\/[\w.-]+)+$/,
          "must be the name of a repository with its organization",
          'write it like "acme/web"',
        ),
      ),
      /** Branch whose commits are applied. @default - the repository's default branch */
      branch: field
        .string(matches(/^[\w./-]+$/, "must be the name of a branch", 'write it like "main"'))
        .optional(),
      /** Folder with the folders of the stacks. @default "cdktf.out/stacks" */
      folder: field
        .string(
          matches(
            /^(?!\.)[\w.-]+(\/(?!\.)[\w.-]+)*$/,
            "must be a path in the repository, without slashes at either end",
            'write it like "cdktf.out/stacks"',
          ),
        )
        .default("cdktf.out/stacks"),
      /** ID of the installation of HCP Terraform's GitHub App. @default - none: `oauthTokenId` is used */
      githubAppInstallationId: field
        .string(
          matches(
            /^ghain-[A-Za-z0-9]+$/,
            "must be the ID of an installation of the GitHub App",
            "copy it from the settings of your user in HCP Terraform: ghain-…",
          ),
        )
        .optional(),
      /** ID of the token of a connection to a version control system. @default - none: `githubAppInstallationId` is used */
      oauthTokenId: field
        .string(
          matches(
            /^ot-[A-Za-z0-9]+$/,
            "must be the ID of an OAuth token",
            "copy it from the organization's version control settings: ot-…",
          ),
        )
        .optional(),
    })
    .optional(),
});
