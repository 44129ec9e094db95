import { TerraformBackend, type TerraformRemoteState } from "cdktf";
import type { Construct } from "constructs";

/** The `cloud` block of HCP Terraform. */
export interface CloudBlockProps {
  readonly organization: string;
  readonly hostname: string;
  readonly project?: string | undefined;
  readonly workspaceName: string;
}

/**
 * The `cloud` block without cdktf's own `CloudBackend`, which runs `terraform version` while
 * synthesizing and so fails on a machine that has only Node.
 * @see https://developer.hashicorp.com/terraform/language/block/terraform#cloud
 */
export class CloudBlock extends TerraformBackend {
  constructor(
    scope: Construct,
    private readonly props: CloudBlockProps,
  ) {
    super(scope, "backend", "cloud");
  }

  override toTerraform() {
    const { organization, hostname, project, workspaceName } = this.props;
    const workspaces = { name: workspaceName, ...(project === undefined ? {} : { project }) };
    return { terraform: { cloud: { organization, hostname, workspaces } } };
  }

  protected override synthesizeAttributes() {
    return {};
  }

  protected override synthesizeHclAttributes() {
    return {};
  }

  override getRemoteStateDataSource(): TerraformRemoteState {
    throw new Error("state of another stack is read by readRemoteState, never through a backend");
  }
}
