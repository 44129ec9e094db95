import { RunTrigger } from "@cdktf/provider-tfe/lib/run-trigger";
import { Variable } from "@cdktf/provider-tfe/lib/variable";
import { Workspace } from "@cdktf/provider-tfe/lib/workspace";
import { WorkspaceSettings } from "@cdktf/provider-tfe/lib/workspace-settings";
import { Construct } from "constructs";

/** Properties for {@link HcpWorkspace}. */
export interface HcpWorkspaceProps {
  readonly organization: string;
  readonly name: string;
  readonly description: string;
  /** @default - the organization's default project */
  readonly projectId?: string | undefined;
  readonly terraformVersion: string;
  readonly executionMode: "remote" | "agent" | "local";
  /** With execution mode `agent`. */
  readonly agentPoolId?: string | undefined;
  /** Environment variables of its runs, none of them a secret. */
  readonly variables: Readonly<Record<string, string>>;
  /** Repository whose commits start runs. @default - none */
  readonly repository?: WorkspaceRepository | undefined;
}

/** A folder of a repository. */
export interface WorkspaceRepository {
  readonly identifier: string;
  readonly branch?: string | undefined;
  readonly folder: string;
  readonly githubAppInstallationId?: string | undefined;
  readonly oauthTokenId?: string | undefined;
}

/**
 * A workspace of HCP Terraform for one stack. It shares its state with nobody, applies nothing by itself,
 * and runs nothing before somebody has started a run.
 * @see https://registry.terraform.io/providers/hashicorp/tfe/latest/docs/resources/workspace
 */
export class HcpWorkspace extends Construct {
  readonly workspaceId: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: HcpWorkspaceProps,
  ) {
    super(scope, id);
    const { repository } = props;
    const workspace = new Workspace(this, "workspace", {
      name: props.name,
      organization: props.organization,
      description: props.description,
      projectId: props.projectId,
      terraformVersion: props.terraformVersion,
      queueAllRuns: false,
      autoApply: false,
      autoApplyRunTrigger: false,
      // A workspace that still manages resources is not deleted.
      forceDelete: false,
      ...(repository === undefined
        ? {}
        : {
            workingDirectory: repository.folder,
            fileTriggersEnabled: true,
            vcsRepo: {
              identifier: repository.identifier,
              branch: repository.branch,
              githubAppInstallationId: repository.githubAppInstallationId,
              oauthTokenId: repository.oauthTokenId,
            },
          }),
    });
    this.workspaceId = workspace.id;
    for (const [key, value] of Object.entries(props.variables)) {
      new Variable(this, key, { key, value, category: "env", workspaceId: workspace.id });
    }
  }

  /** Decides where runs take place, and which workspaces may read the state. Call it once. */
  shareState(consumers: readonly HcpWorkspace[]): void {
    const { executionMode, agentPoolId } = this.props;
    new WorkspaceSettings(this, "settings", {
      workspaceId: this.workspaceId,
      executionMode,
      agentPoolId,
      globalRemoteState: false,
      remoteStateConsumerIds: consumers.map(({ workspaceId }) => workspaceId),
    });
  }

  /** Plans this workspace after every apply of another one. */
  runAfter(id: string, source: HcpWorkspace): void {
    new RunTrigger(this, `after_${id}`, {
      workspaceId: this.workspaceId,
      sourceableId: source.workspaceId,
    });
  }
}
