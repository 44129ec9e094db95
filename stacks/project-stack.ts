import { AwsProvider, type AwsProviderConfig } from "@cdktf/provider-aws/lib/provider";
import { App, Aspects } from "cdktf";
import { Construct } from "constructs";
import type { Environment } from "../config/schema/environment";
import { UserError } from "../config/user-error";
import { requireTerraform } from "../constructs/required-terraform";
import { RoleSettings } from "../constructs/role-settings";
import { PlainStack } from "./plain-stack";
import { ProjectCommands } from "./project-commands";
import { declareBackend } from "./state/backend";
import { localStateFolder } from "./state/local-state-folder";
import type { StateOwner } from "./state/remote-state";
import { requiredTerraformMinor } from "./state/required-version";
import { stackAddress, stackName } from "./state/stack-address";
import type { TerraformLiterals } from "./terraform-literals";

/** Base of every stack: its backend, and the provider with the environment's tags. */
export abstract class ProjectStack extends PlainStack {
  /** Scope for what an environment's `extend` adds: its construct ids never meet ours. */
  readonly extension: Construct;

  /** Commands for messages and next steps. */
  protected readonly commands: ProjectCommands;

  /**
   * @param component what the stack contains: the name of an application, or `shared-identity`
   * @param environmentFile name of the environment's file, for commands
   */
  constructor(
    scope: Construct,
    component: string,
    private readonly environment: TerraformLiterals<Environment>,
    environmentFile: TerraformLiterals<string>,
  ) {
    super(scope, stackName({ environmentName: environment.name, component }));
    this.commands = new ProjectCommands(environmentFile);
    const { region, state } = environment;
    declareBackend(this, this.addressOf(component));
    requireTerraform(this, requiredTerraformMinor(state));
    new AwsProvider(this, "aws", { region, ...accountSettings(environment) });
    this.extension = new Construct(this, "extension");
    Aspects.of(this).add(
      new RoleSettings({
        path: environment.iam.rolePath,
        permissionsBoundaryArn: environment.iam.permissionsBoundaryArn,
      }),
    );
    // cdktf emits "aws", which OpenTofu looks up in its own registry.
    this.addOverride("terraform.required_providers.aws.source", "hashicorp/aws");
  }

  /** Every construct of a class in this stack, such as `LbListenerRule`. */
  resources<T>(type: abstract new (...args: never[]) => T): T[] {
    return this.node.findAll().filter((construct): construct is Construct & T => {
      return construct instanceof type;
    });
  }

  /**
   * The only construct of a class in this stack, such as `Lb`.
   * @throws UserError where there is none, or more than one
   */
  resource<T>(type: abstract new (...args: never[]) => T): T {
    const [only, ...others] = this.resources(type);
    if (only !== undefined && others.length === 0) return only;
    throw new UserError(
      `Stack ${this.node.id} has ${only === undefined ? "no" : `${others.length + 1} constructs of class`} ${type.name}, so resource() cannot return the only one.\nChoose from resources(${type.name}), which returns all of them.`,
    );
  }

  /** Where a stack of the same environment keeps its state, and how it is deployed. */
  protected addressOf(component: string): StateOwner {
    const address = stackAddress(
      this.environment,
      component,
      localStateFolder(App.of(this).outdir),
    );
    return { ...address, deployCommand: this.commands.deployStack(address) };
  }
}

/** The provider's account, role and default tags; nothing for what the environment does not set. */
function accountSettings({ tags, provider }: Environment): Omit<AwsProviderConfig, "region"> {
  const { allowedAccountIds, assumeRole } = provider;
  return {
    ...(allowedAccountIds === undefined ? {} : { allowedAccountIds: [...allowedAccountIds] }),
    ...(assumeRole === undefined
      ? {}
      : {
          assumeRole: [
            {
              roleArn: assumeRole.roleArn,
              externalId: assumeRole.externalId,
              sessionName: assumeRole.sessionName,
            },
          ],
        }),
    ...(Object.keys(tags).length === 0 ? {} : { defaultTags: [{ tags: { ...tags } }] }),
  };
}
