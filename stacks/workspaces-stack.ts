import { DataTfeProject } from "@cdktf/provider-tfe/lib/data-tfe-project";
import { Project } from "@cdktf/provider-tfe/lib/project";
import { TfeProvider } from "@cdktf/provider-tfe/lib/provider";
import { App, LocalBackend, TerraformOutput } from "cdktf";
import { Construct } from "constructs";
import { deliveryStackName } from "../config/constraints/delivery";
import { edgeStackName } from "../config/constraints/edge";
import { workspacesStackName } from "../config/constraints/workspaces";
import type { Environment, State, Workspaces } from "../config/schema/environment";
import { usesEdge } from "../config/shared-listener";
import { HcpWorkspace } from "../constructs/workspaces/hcp-workspace";
import { PlainStack } from "./plain-stack";
import type { ProjectCommands } from "./project-commands";
import { sharedIdentityComponent } from "./shared-identity-stack";
import { localStateFolder } from "./state/local-state-folder";
import { localStatePath, stackAddress, stackName } from "./state/stack-address";
import type { TerraformLiterals } from "./terraform-literals";

/** State in HCP Terraform, with workspaces that a stack creates. */
export type ManagedCloud = Extract<State, { type: "cloud" }> & { readonly workspaces: Workspaces };

/**
 * The workspaces of an environment's stacks in HCP Terraform. Its own state cannot be in one of them: it
 * is a local file, and contains no secret.
 */
export class WorkspacesStack extends PlainStack {
  private readonly settings: Workspaces;

  constructor(
    scope: Construct,
    private readonly environment: TerraformLiterals<Environment>,
    private readonly cloud: ManagedCloud,
    commands: ProjectCommands,
  ) {
    super(scope, stackName({ environmentName: environment.name, component: workspacesStackName }));
    this.settings = cloud.workspaces;
    const address = stackAddress(
      environment,
      workspacesStackName,
      localStateFolder(App.of(this).outdir),
    );
    new LocalBackend(this, { path: localStatePath(address) });
    this.addOverride("terraform.required_version", ">= 1.6");
    // The token is that of the environment or of terraform login, and never in the JSON.
    new TfeProvider(this, "tfe", { hostname: cloud.hostname, organization: cloud.organization });
    // cdktf emits "tfe", which OpenTofu looks up in its own registry.
    this.addOverride("terraform.required_providers.tfe.source", "hashicorp/tfe");
    this.declareWorkspaces();
    new TerraformOutput(new Construct(this, "outputs"), "next_step", {
      value: nextStep(commands, environment),
      description: "Next deployment step",
      staticId: true,
    });
  }

  private declareWorkspaces(): void {
    const { applications, delivery, name } = this.environment;
    const projectId = this.projectId();
    if (delivery !== undefined) this.deliveryWorkspace(projectId);
    const identity = this.workspace(
      sharedIdentityComponent,
      `User pool of environment ${name}`,
      projectId,
    );
    const workspaces = new Map(
      Object.keys(applications).map((application) => [
        application,
        this.workspace(application, `Application ${application} of environment ${name}`, projectId),
      ]),
    );
    const edge = this.edgeWorkspace(workspaces, identity, projectId);
    identity.shareState([...(edge === undefined ? [] : [edge]), ...workspaces.values()]);
    for (const [application, workspace] of workspaces) {
      workspace.runAfter("identity", identity);
      const consumers = [...workspaces].filter(
        ([other]) => this.networkOwnerOf(other) === application,
      );
      workspace.shareState(consumers.map(([, consumer]) => consumer));
      for (const [, consumer] of consumers) consumer.runAfter("network_owner", workspace);
    }
  }

  /** The workspace of the edge, whose state its applications read; `undefined` without an edge. */
  private edgeWorkspace(
    workspaces: ReadonlyMap<string, HcpWorkspace>,
    identity: HcpWorkspace,
    projectId: string | undefined,
  ): HcpWorkspace | undefined {
    const { applications, edge, name } = this.environment;
    if (edge === undefined) return undefined;
    const workspace = this.workspace(
      edgeStackName,
      `Load balancer of the applications of environment ${name}`,
      projectId,
    );
    workspace.runAfter("identity", identity);
    const consumers = [...workspaces].filter(([application]) => {
      const settings = applications[application];
      return settings !== undefined && usesEdge(settings);
    });
    workspace.shareState(consumers.map(([, consumer]) => consumer));
    for (const [, consumer] of consumers) consumer.runAfter("edge", workspace);
    return workspace;
  }

  /** The application whose network another one uses, and whose state it therefore reads. */
  private networkOwnerOf(application: string): string | undefined {
    const network = this.environment.applications[application]?.network;
    return network?.type === "application" ? network.application : undefined;
  }

  private projectId(): string | undefined {
    const { organization, project } = this.cloud;
    if (project === undefined) return undefined;
    const name = { organization, name: project };
    return this.settings.createProject
      ? new Project(this, "project", name).id
      : new DataTfeProject(this, "project", name).id;
  }

  /** An administrator applies the bootstrap stack: its runs cannot assume the roles that it creates. */
  private deliveryWorkspace(projectId: string | undefined): void {
    const { name } = this.environment;
    new HcpWorkspace(this, deliveryStackName, {
      organization: this.cloud.organization,
      name: stackName({ environmentName: name, component: deliveryStackName }),
      description: `Roles of the pipeline of environment ${name}`,
      projectId,
      terraformVersion: this.settings.terraformVersion,
      executionMode: "local",
      variables: {},
    }).shareState([]);
  }

  private workspace(
    component: string,
    description: string,
    projectId: string | undefined,
  ): HcpWorkspace {
    const { terraformVersion, executionMode, agentPoolId, repository } = this.settings;
    const name = stackName({ environmentName: this.environment.name, component });
    return new HcpWorkspace(this, component.replaceAll("-", "_"), {
      organization: this.cloud.organization,
      name,
      description,
      projectId,
      terraformVersion,
      executionMode,
      agentPoolId,
      variables: credentialVariables(rolesOf(this.environment, this.settings)),
      repository: repository && { ...repository, folder: `${repository.folder}/${name}` },
    });
  }
}

/** The roles of the bootstrap stack, unless others are named. The configuration names their account. */
function rolesOf(
  { delivery, iam, name, provider }: Environment,
  { roles }: Workspaces,
): Workspaces["roles"] {
  const [accountId] = provider.allowedAccountIds ?? [];
  if (roles !== undefined || delivery?.hcpTerraform === undefined) return roles;
  const prefix = `arn:aws:iam::${accountId}:role${iam.rolePath}${name}-delivery`;
  return { planRoleArn: `${prefix}-plan`, applyRoleArn: `${prefix}-apply` };
}

/**
 * Variables with which the AWS provider of a run gets credentials of its own, for a role by phase.
 * @see https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/aws-configuration
 */
function credentialVariables(roles: Workspaces["roles"]): Record<string, string> {
  if (roles === undefined) return {};
  return {
    TFC_AWS_PROVIDER_AUTH: "true",
    TFC_AWS_PLAN_ROLE_ARN: roles.planRoleArn,
    TFC_AWS_APPLY_ROLE_ARN: roles.applyRoleArn,
  };
}

function nextStep(
  commands: ProjectCommands,
  { applications, delivery, edge }: Pick<Environment, "applications" | "delivery" | "edge">,
): string {
  const names = [
    sharedIdentityComponent,
    ...(edge === undefined ? [] : [edgeStackName]),
    ...Object.keys(applications),
  ];
  return [
    "Deploy the stacks in this order:",
    ...(delivery === undefined ? [] : [commands.deploy("--only", deliveryStackName)]),
    ...names.map((name) => commands.runInHcp(name, "--apply")),
  ].join("\n");
}
