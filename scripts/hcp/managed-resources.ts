import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Managed resources of the free plan, for all workspaces of an organization together. */
export const freePlanResources = 500;

/** Types that are never counted. */
const uncountedTypes = ["null_resource", "terraform_data"];

/** How many resources of a stack HCP Terraform counts. */
export interface ResourceCount {
  /** Where a number is known only in a run, it is taken for one. */
  readonly resources: number;
  /** Addresses whose number is known only in a run, other than those that exist once or not at all. */
  readonly unknown: readonly string[];
}

interface StackJson {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, ResourceBlock>>>>;
  readonly module?: Readonly<Record<string, unknown>>;
}

interface ResourceBlock {
  readonly count?: number | string;
  readonly for_each?: unknown;
}

/**
 * Counts the managed resources in the JSON of a stack: every instance of every resource, without data
 * sources, `null_resource` and `terraform_data`.
 * @param folder folder of the stack
 * @see https://developer.hashicorp.com/terraform/cloud-docs/overview/estimate-hcp-terraform-cost#what-is-a-managed-resource
 */
export function countManagedResources(folder: string): ResourceCount {
  const json = JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8")) as StackJson;
  const instances = Object.entries(json.resource ?? {})
    .filter(([type]) => !uncountedTypes.includes(type))
    .flatMap(([type, named]) =>
      Object.entries(named).map(([name, block]) => ({
        address: `${type}.${name}`,
        number: instancesOf(block),
      })),
    );
  return {
    resources: instances.reduce((sum, { number }) => sum + (number ?? 1), 0),
    unknown: [
      ...instances.filter(({ number }) => number === undefined).map(({ address }) => address),
      ...Object.keys(json.module ?? {}).map((name) => `module.${name}`),
    ],
  };
}

/** `undefined` where only a run knows. */
function instancesOf({ count, for_each: forEach }: ResourceBlock): number | undefined {
  if (typeof count === "number") return count;
  if (count !== undefined) return isAtMostOne(count) ? 1 : undefined;
  if (forEach === undefined) return 1;
  return typeof forEach === "object" && forEach !== null ? Object.keys(forEach).length : undefined;
}

/** Such as `${var.web_image == "none" ? 0 : 1}`: counted as existing. */
function isAtMostOne(expression: string): boolean {
  return /\?\s*(0\s*:\s*1|1\s*:\s*0)\s*\}$/.test(expression);
}

/**
 * The stacks whose resources count: those with state in HCP Terraform, which the stack with the workspaces
 * has not. For an environment with its state elsewhere, all of them.
 */
export function countedStacks<T extends { readonly folder: string }>(
  stacks: readonly T[],
): readonly T[] {
  const inHcp = stacks.filter(({ folder }) => {
    const { terraform } = JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8"));
    return terraform?.cloud !== undefined;
  });
  return inHcp.length > 0 ? inHcp : stacks;
}

/** A line on how much of the free plan an environment uses. */
export function describeUsage(environment: string, counts: readonly ResourceCount[]): string {
  const total = counts.reduce((sum, { resources }) => sum + resources, 0);
  const unknown = counts.flatMap((count) => count.unknown);
  const more =
    unknown.length === 0
      ? ""
      : `, and more for ${unknown.join(", ")}, whose number only a run knows`;
  const excess = total > freePlanResources ? " Deploying all of it needs a paid plan." : "";
  return `Environment ${environment} has ${total} managed resources${more}. The free plan of HCP Terraform includes ${freePlanResources} for the whole organization.${excess}`;
}
