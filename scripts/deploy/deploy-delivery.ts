import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { UserError } from "../../config/user-error";
import { localStateFolder } from "../../stacks/state/local-state-folder";
import { localStatePath } from "../../stacks/state/stack-address";
import { deployStack, type StackOptions } from "./deploy-stack";
import type { DeployableStack } from "./deployment-order";
import type { TerraformStack } from "./terraform-stack";

/** Name of the bootstrap stack. */
export const deliveryName = "delivery";

/** Options of {@link deployDelivery}. */
export interface DeliveryOptions extends StackOptions {
  /** The project's folder. */
  readonly root: string;
  /** Whether the lock file of the providers is complete. */
  readonly isLocked: boolean;
  /** Name of the environment, which separates states on this machine. */
  readonly environmentName: string;
}

interface DeliveryJson {
  readonly terraform: { readonly backend?: { readonly s3?: { readonly bucket: string } } };
  readonly resource?: {
    readonly aws_s3_bucket?: Readonly<Record<string, { readonly bucket?: string }>>;
  };
}

/**
 * Terraform merges it over `cdk.tf.json`, and over override files with a name before this one.
 * @see https://developer.hashicorp.com/terraform/language/files/override
 */
const overrideName = "state_override.tf.json";

/**
 * Deploys the bootstrap stack, which creates the bucket that its own state belongs in: until the bucket
 * exists, the state is kept on this machine, and it moves as soon as there is one. Every step can be
 * repeated, and none replaces a state in the bucket that is newer or of another origin.
 * @returns the outputs; empty before the first apply
 * @throws UserError when Terraform fails or the user declines
 */
export async function deployDelivery(
  stack: DeployableStack,
  terraform: TerraformStack,
  options: DeliveryOptions,
): Promise<Readonly<Record<string, unknown>>> {
  const { folder } = stack;
  const override = join(folder, overrideName);
  const { root, isLocked, environmentName, planOnly, report } = options;
  // Left by a run that was killed.
  rmSync(override, { force: true });
  report("  terraform init …");
  if (!createsItsBucket(folder)) {
    await terraform.init({ isLocked });
    await deployStack(stack, terraform, options);
    return terraform.outputs();
  }
  const path = localStatePath({
    localStateFolder: localStateFolder(dirname(dirname(folder)), root),
    environmentName,
    component: deliveryName,
  });
  const localState = join(folder, path);
  const exists = await hasBucket(terraform, isLocked);
  if (exists && !planOnly) await moveState(terraform, localState, options);
  if (exists && !existsSync(localState)) {
    await deployStack(stack, terraform, options);
    return terraform.outputs();
  }
  report("  its state is on this machine until its bucket exists");
  try {
    writeFileSync(override, JSON.stringify({ terraform: { backend: { local: { path } } } }));
    const { ok, output } = await terraform.reconfigure({ isLocked });
    if (!ok) throw new UserError(`terraform init failed:\n\n${output.trim()}`);
    await deployStack(stack, terraform, options);
  } finally {
    rmSync(override);
  }
  if (planOnly) return {};
  if (!(await hasBucket(terraform, isLocked))) {
    throw new UserError(`${stack.fullName} has been applied, and its bucket does not exist.`);
  }
  await moveState(terraform, localState, options);
  return terraform.outputs();
}

/** Whether the bucket of the stack's backend is one of its own resources. */
function createsItsBucket(folder: string): boolean {
  const json = JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8")) as DeliveryJson;
  const name = json.terraform.backend?.s3?.bucket;
  const buckets = Object.values(json.resource?.aws_s3_bucket ?? {});
  return name !== undefined && buckets.some(({ bucket }) => bucket === name);
}

/**
 * Initializes the stack for its bucket. Names of buckets are unique in the world, so that one of another
 * account is not taken for one that is missing.
 */
async function hasBucket(terraform: TerraformStack, isLocked: boolean): Promise<boolean> {
  const { ok, output } = await terraform.reconfigure({ isLocked });
  if (ok) return true;
  if (/NoSuchBucket|S3 bucket "[^"]*" does not exist/.test(output)) return false;
  throw new UserError(`terraform init failed:\n\n${output.trim()}`);
}

/**
 * Moves a state of this machine into the bucket, unless a run that was killed has done so. Terraform gives
 * a state that it writes into an empty bucket another lineage, so what the two have in common is their
 * resources.
 */
async function moveState(
  terraform: TerraformStack,
  localState: string,
  { report }: DeliveryOptions,
): Promise<void> {
  if (!existsSync(localState)) return;
  const inBucket = resourcesOf(await terraform.pullState());
  if (inBucket === noResources) {
    report("  moving the state into the bucket …");
    const { ok, output } = await terraform.pushState(localState);
    if (!ok) throw new UserError(`The state cannot move into the bucket:\n\n${output.trim()}`);
  } else if (inBucket !== resourcesOf(readFileSync(localState, "utf8"))) {
    throw new UserError(
      `The bucket has another state than this machine (${localState}), which does not replace it. ` +
        "If this stack was deployed from elsewhere, or again since, remove the file, and run the command again.",
    );
  }
  renameSync(localState, `${localState}.moved`);
}

const noResources = "[]";

function resourcesOf(state: string): string {
  if (state === "") return noResources;
  const { resources = [] } = JSON.parse(state) as { readonly resources?: readonly unknown[] };
  return JSON.stringify(resources ?? []);
}
