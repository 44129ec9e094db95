import type { OidcProvider } from "./oidc-provider";
import type { TrustedTokens } from "./trusted-tokens";

/** Audience of HCP Terraform's tokens for AWS. */
export const hcpTerraformAudience = "aws.workload.identity";

/** The workspaces of an environment. */
export interface HcpTerraformWorkspaces {
  readonly organization: string;
  /** @default - any project: workspaces have unique names in an organization */
  readonly project?: string | undefined;
  /** Name of the environment, which begins the names of its workspaces. */
  readonly environmentName: string;
}

/**
 * The tokens of HCP Terraform's runs in one phase.
 * @see https://developer.hashicorp.com/terraform/cloud-docs/dynamic-provider-credentials/aws-configuration
 */
export function hcpTerraformTokens(
  provider: OidcProvider,
  { organization, project = "*", environmentName }: HcpTerraformWorkspaces,
  phase: "plan" | "apply",
): TrustedTokens {
  const workspace = `${environmentName}--*`;
  return {
    provider,
    subjects: [
      `organization:${organization}:project:${project}:workspace:${workspace}:run_phase:${phase}`,
    ],
    claims: {},
  };
}
