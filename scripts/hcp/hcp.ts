import { UserError } from "../../config/user-error";
import type { ServiceToDeploy } from "../../synthesis/deployment";
import { environmentOptionMistake } from "../../synthesis/environment-option";
import { confirm } from "../deploy/confirm";
import { chooseStacks, type DeployableStack } from "../deploy/deployment-order";
import { assignImages } from "../deploy/given-images";
import { writeImages } from "../deploy/image-variables";
import { type Synthesized, synthesize } from "../deploy/synthesize";
import { ApiClient, type ApiClientOptions } from "./api-client";
import { findApiToken, type TokenVariables, takeTokenVariables } from "./api-token";
import { archiveConfiguration } from "./archive-configuration";
import { type CommandLine, parseCommandLine, usage } from "./command-line";
import { countedStacks, countManagedResources, describeUsage } from "./managed-resources";
import { chooseImages, imageVariables, readDeployedImages } from "./run-images";
import { type RunStatus, runInWorkspace } from "./run-in-workspace";
import { uploadConfiguration } from "./upload-configuration";
import { findWorkspace, workspaceOfStack } from "./workspace";

/** What tests replace. */
export interface HcpOptions {
  /** @default the environment of this process */
  readonly variables?: Variables;
  /** Origin of the API. @default - https:// and the host name in the environment file */
  readonly origin?: string;
  /** Ends what is going on. @default - an interruption of this process */
  readonly signal?: AbortSignal;
  readonly pause?: ApiClientOptions["pause"];
  readonly confirm?: (question: string) => Promise<boolean>;
  /** @default whether standard input is a terminal */
  readonly canAsk?: boolean;
  readonly synthesize?: typeof synthesize;
}

type Variables = Record<string, string | undefined>;

interface RunOptions extends HcpOptions {
  readonly environment: string | undefined;
  readonly signal: AbortSignal;
  readonly tokens: TokenVariables;
  readonly synthesize: typeof synthesize;
}

/**
 * `npm run hcp`: runs a stack in HCP Terraform, or counts the managed resources of an environment.
 * @param root the project's folder
 * @returns the exit status
 */
export async function hcp(
  root: string,
  args: readonly string[],
  options: HcpOptions = {},
): Promise<number> {
  const { variables = process.env, signal = interruptions() } = options;
  const tokens = takeTokenVariables(variables);
  const following: { url?: string } = {};
  try {
    const mistake = environmentOptionMistake("npm run hcp", args, variables);
    if (mistake !== undefined) throw new UserError(mistake);
    const commandLine = parseCommandLine(args);
    if (commandLine.help) {
      console.log(usage);
      return 0;
    }
    const environment = commandLine.environment ?? variables.ENVIRONMENT;
    const runOptions = { synthesize, ...options, environment, signal, tokens };
    if (commandLine.command === "count") return await count(root, runOptions);
    return await run(root, commandLine, runOptions, (url) => {
      following.url = url;
      report(`  ${url}`);
    });
  } catch (error) {
    if (signal.aborted) {
      console.error(
        following.url === undefined
          ? "\nInterrupted before a run was started."
          : `\nInterrupted. The run goes on: follow, confirm or cancel it at ${following.url}`,
      );
      return 130;
    }
    // Anything else is a bug of this program, and keeps its stack trace.
    if (!(error instanceof UserError)) throw error;
    console.error(`\n${error.message}`);
    return 1;
  }
}

/** Progress goes to standard error. */
function report(line: string): void {
  console.error(line);
}

function interruptions(): AbortSignal {
  const interrupted = new AbortController();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(name, () => interrupted.abort());
  }
  return interrupted.signal;
}

async function count(root: string, options: RunOptions): Promise<number> {
  const { deployment, stacks } = await options.synthesize(root, options.environment);
  const counts = countedStacks(stacks).map(({ name, folder }) => ({
    name,
    ...countManagedResources(folder),
  }));
  for (const { name, resources } of counts) console.log(`${name}: ${resources}`);
  console.log(describeUsage(deployment.name, counts));
  return 0;
}

async function run(
  root: string,
  commandLine: CommandLine,
  options: RunOptions,
  onStart: (url: string) => void,
): Promise<RunStatus> {
  const { canAsk = process.stdin.isTTY } = options;
  const { apply, yes, destroy } = commandLine;
  if (apply && !yes && !canAsk) {
    throw new UserError(
      "Nobody can be asked here, so nothing was started. Add --yes to apply without asking, or leave --apply out to see changes only.",
    );
  }
  report("Synthesizing …");
  const synthesized = await options.synthesize(root, options.environment);
  if (synthesized.warnings !== "") report(synthesized.warnings);
  const stack = chooseStack(synthesized, commandLine.stack);
  const address = workspaceOfStack(stack.fullName, stack.folder);
  const client = new ApiClient({
    origin: options.origin ?? `https://${address.hostname}`,
    hostname: address.hostname,
    token: findApiToken(address.hostname, options.tokens),
    signal: options.signal,
    pause: options.pause,
  });
  const workspace = await findWorkspace(client, address, apply);
  if (workspace.lockedBy !== undefined) {
    report(`  the workspace is locked (${workspace.lockedBy}): the run may have to wait`);
  }
  const services = synthesized.deployment.services.filter(
    ({ application }) => application === stack.name,
  );
  const images = await imagesOf(client, workspace.id, services, commandLine);
  // Runs that start later without these variables, such as by a run trigger, find the images here.
  if (services.length > 0) writeImages(stack.folder, images);
  const archive = await archiveConfiguration(stack.folder, workspace.workingDirectory);
  report(`Uploading ${stack.fullName} (${Math.ceil(archive.length / 1024)} KiB) …`);
  const configurationVersionId = await uploadConfiguration(client, workspace.id, archive, {
    isSpeculative: !apply,
  });
  const status = await runInWorkspace(
    client,
    workspace.url,
    {
      workspaceId: workspace.id,
      configurationVersionId,
      message: commandLine.message ?? "Started by npm run hcp",
      planOnly: !apply,
      isDestroy: destroy,
      variables: imageVariables(images),
    },
    { confirm: yes ? async () => true : (options.confirm ?? confirm), report, onStart },
  );
  const counts = countedStacks(synthesized.stacks).map(({ folder }) =>
    countManagedResources(folder),
  );
  console.log(describeUsage(synthesized.deployment.name, counts));
  return status;
}

function chooseStack({ stacks }: Synthesized, name: string): DeployableStack {
  const [stack] = chooseStacks(stacks, [name], "run");
  if (stack === undefined) throw new Error(`chooseStacks returned nothing for ${name}.`);
  return stack;
}

async function imagesOf(
  client: ApiClient,
  workspaceId: string,
  services: readonly ServiceToDeploy[],
  { images }: CommandLine,
): Promise<Readonly<Record<string, string>>> {
  const given = assignImages(images, services);
  if (services.length === 0) return {};
  const deployed = services.every((each) => given.has(each) && each.canaryOf === undefined)
    ? undefined
    : await readDeployedImages(client, workspaceId);
  return chooseImages(services, given, deployed);
}
