import type { Construct } from "constructs";
import type { Delivery, State } from "../config/schema/environment";
import { githubAudience, githubHost } from "../constructs/delivery/github-tokens";
import { hcpTerraformAudience } from "../constructs/delivery/hcp-terraform-tokens";
import { OidcProvider } from "../constructs/delivery/oidc-provider";

/** The issuers whose tokens the roles accept. */
export interface Issuers {
  readonly github?: OidcProvider | undefined;
  readonly hcpTerraform?: OidcProvider | undefined;
}

/** Declares the issuers that `delivery` names. */
export function declareIssuers(
  scope: Construct,
  { github, hcpTerraform, deletionProtection }: Delivery,
  state: State,
): Issuers {
  return {
    github:
      github &&
      new OidcProvider(scope, "github", {
        host: githubHost,
        audience: githubAudience,
        type: github.oidcProvider.type,
        deletionProtection,
      }),
    hcpTerraform:
      hcpTerraform !== undefined && state.type === "cloud"
        ? new OidcProvider(scope, "hcp_terraform", {
            host: state.hostname,
            audience: hcpTerraformAudience,
            type: hcpTerraform.oidcProvider.type,
            deletionProtection,
          })
        : undefined,
  };
}
