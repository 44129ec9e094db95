import { TerraformBackend, type TerraformRemoteState } from "cdktf";
import type { Construct } from "constructs";

/** Properties for {@link CloudBlock}. */
export interface CloudBlockProps {
  readonly organization: string;
  readonly hostname: string;
  readonly project?: string | undefined;
  readonly workspaceName: string;
}

/**
 * The `cloud` block of HCP Terraform. cdktf's `CloudBackend` runs `terraform version` during synthesis,
 * which fails on a machine without Terraform.
 * @see https://developer.hashicorp.com/terraform/language/block/terraform#cloud
 */
export class CloudBlock extends TerraformBackend {
  constructor(
    scope: Construct,
    private readonly props: CloudBlockProps,
  ) {
    super(scope, "backend", "cloud");
  }

  override toTerraform(): object {
    const { organization, hostname, project, workspaceName } = this.props;
    const workspaces = { name: workspaceName, ...(project === undefined ? {} : { project }) };
    return { terraform: { cloud: { organization, hostname, workspaces } } };
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return {};
  }

  protected override synthesizeHclAttributes(): { [name: string]: unknown } {
    return {};
  }

  override getRemoteStateDataSource(): TerraformRemoteState {
    throw new Error(
      "A CloudBlock has no remote state data source, since readRemoteState adds the conditions that name the stack to deploy. Use readRemoteState.",
    );
  }
}
