import { UserError } from "../../config/user-error";
import type { Deployment } from "../../synthesis/deployment";
import { environmentOptionMistake } from "../../synthesis/environment-option";
import { isLocked, requireFreshLocks } from "../lock/deployed-locks";
import { type CommandLine, parseCommandLine, usage } from "./command-line";
import { confirm } from "./confirm";
import { type ApplicationOptions, deployApplication } from "./deploy-application";
import { deliveryName, deployDelivery } from "./deploy-delivery";
import { deployStack } from "./deploy-stack";
import { chooseStacks, type DeployableStack } from "./deployment-order";
import { assignImages } from "./given-images";
import { hasUsers } from "./has-users";
import { buildPaths } from "./images/build-images";
import { findImageTool } from "./images/find-image-tool";
import { endWhenInterrupted, Interrupted } from "./run-program";
import { type Synthesized, synthesize } from "./synthesize";
import { findTerraform, TerraformStack } from "./terraform-stack";
import { type DeployedStack, whatIsLeft } from "./what-is-left";

/**
 * `npm run deploy`: deploys an environment, or plans what would change.
 * @param root the project's folder
 * @returns the exit status
 */
export async function deploy(root: string, args: readonly string[]): Promise<number> {
  try {
    const mistake = environmentOptionMistake("npm run deploy", args, process.env);
    if (mistake !== undefined) throw new UserError(mistake);
    const commandLine = parseCommandLine(args);
    if (commandLine.help) {
      console.log(usage);
      return 0;
    }
    endWhenInterrupted();
    await deployEnvironment(root, commandLine);
    return 0;
  } catch (error) {
    if (error instanceof Interrupted) {
      console.error("Interrupted. Run the same command again to continue.");
      return 130;
    }
    // Anything else is a bug of this program, and keeps its stack trace.
    if (!(error instanceof UserError)) throw error;
    console.error(`\n${error.message}`);
    return 1;
  }
}

/** Name of the stack with the user pool. */
const identityName = "shared-identity";

/** Progress goes to standard error; what is left to do to standard output. */
function report(line: string): void {
  console.error(line);
}

async function deployEnvironment(root: string, commandLine: CommandLine): Promise<void> {
  const program = findTerraform();
  report("Synthesizing …");
  const synthesized = await synthesize(root, commandLine.environment ?? process.env.ENVIRONMENT);
  if (synthesized.warnings !== "") report(synthesized.warnings);
  const stacks = chooseStacks(synthesized.stacks, commandLine.only);
  const { deployment } = synthesized;
  const options: ApplicationOptions = {
    root,
    deployment,
    given: assignImages(commandLine.images, deployment.services),
    buildWith: commandLine.buildWith,
    noBuild: commandLine.noBuild,
    planOnly: commandLine.plan,
    confirm: commandLine.yes ? async () => true : confirm,
    report,
  };
  requireFreshLocks(
    stacks,
    root,
    commandLine.environment ?? process.env.ENVIRONMENT ?? deployment.name,
  );
  if (!commandLine.plan && !commandLine.noBuild) checkBuilds(synthesized, stacks, options);
  await deployInOrder(stacks, program, options);
}

/** Finds what a build lacks before anything is applied. */
function checkBuilds(
  { deployment }: Synthesized,
  stacks: readonly DeployableStack[],
  { root, given, buildWith }: ApplicationOptions,
): void {
  const built = deployment.services.filter(
    (service) => !given.has(service) && stacks.some(({ name }) => name === service.application),
  );
  const builds = built.flatMap(({ application, service, build }) =>
    build === undefined ? [] : [{ name: `${application}/${service}`, build }],
  );
  const mistakes = builds.flatMap(({ name, build }) => {
    try {
      buildPaths(root, build);
      return [];
    } catch (error) {
      return [`${name}: ${(error as Error).message}`];
    }
  });
  if (mistakes.length > 0) throw new UserError(mistakes.join("\n"));
  if (builds.length > 0) findImageTool(buildWith);
}

async function deployInOrder(
  stacks: readonly DeployableStack[],
  program: string,
  options: ApplicationOptions,
): Promise<void> {
  const deployed: DeployedStack[] = [];
  const neverApplied = new Set<string>();
  for (const [index, stack] of stacks.entries()) {
    const { name, fullName, folder, dependencies } = stack;
    report(`\n${index + 1}/${stacks.length} ${fullName}`);
    const missing = dependencies.filter((each) => neverApplied.has(each));
    if (missing.length > 0) {
      neverApplied.add(fullName);
      report(`  not planned: it needs ${missing.join(" and ")}, which has never been applied`);
      continue;
    }
    const outputs = await deployAny(stack, new TerraformStack(program, folder), options);
    if (outputs.next_step === undefined) neverApplied.add(fullName);
    deployed.push({ name, outputs });
  }
  if (options.planOnly) return;
  const canSignIn = () => somebodyCanSignIn(deployed, options.deployment);
  console.log(`\n${await whatIsLeft(deployed, { identityName, canSignIn })}`);
}

/** Deploys a stack, and returns its outputs. */
async function deployAny(
  stack: DeployableStack,
  terraform: TerraformStack,
  options: ApplicationOptions,
): Promise<Readonly<Record<string, unknown>>> {
  const locked = isLocked(stack, options.root);
  if (stack.name === deliveryName) {
    const { name: environmentName } = options.deployment;
    return deployDelivery(stack, terraform, { ...options, environmentName, isLocked: locked });
  }
  options.report("  terraform init …");
  await terraform.init({ isLocked: locked });
  const isApplication = options.deployment.addresses.some(
    ({ application }) => application === stack.name,
  );
  if (isApplication) await deployApplication(stack, terraform, options);
  else await deployStack(stack, terraform, options);
  return terraform.outputs();
}

/** `undefined` when this run has not seen the user pool. */
async function somebodyCanSignIn(
  deployed: readonly DeployedStack[],
  deployment: Deployment,
): Promise<boolean | undefined> {
  if (deployment.signUp === "self") return true;
  const { user_pool_id: poolId } =
    deployed.find(({ name }) => name === identityName)?.outputs ?? {};
  return typeof poolId === "string" ? hasUsers(deployment, poolId) : undefined;
}
