import { TerraformResource } from "cdktf";
import type { CreatedStack } from "./create-stacks";
import { routeTable } from "./route-table";

/** A text that lists what a synthesis wrote: every stack, and the route table of every application. */
export function summary(
  environmentName: string,
  outdir: string,
  stacks: readonly CreatedStack[],
): string {
  const parts = stacks.flatMap(({ stack, plan }) => {
    const name = stack.node.id;
    const count = stack.node.findAll().filter(TerraformResource.isTerraformResource).length;
    const line = `${name}: ${count} resources in ${outdir}/stacks/${name}/cdk.tf.json`;
    return plan === undefined ? [line] : [line, routeTable(plan)];
  });
  return [`Environment ${environmentName}`, ...parts].join("\n\n");
}
