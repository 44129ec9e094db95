import type { TerraformStack } from "cdktf";
import { TerraformResource } from "cdktf";
import type { RulePlan } from "../routing/rule-plan";
import { routeTable } from "./route-table";

/** A stack, and the rules of its load balancer where it has one. */
export interface SummarizedStack {
  readonly stack: TerraformStack;
  readonly plan?: RulePlan | undefined;
}

/** What a synthesis wrote, for a person to read. */
export function summary(
  environmentName: string,
  outdir: string,
  stacks: readonly SummarizedStack[],
): string {
  const parts = stacks.flatMap(({ stack, plan }) => {
    const name = stack.node.id;
    const count = stack.node.findAll().filter(TerraformResource.isTerraformResource).length;
    const line = `${name}: ${count} resources in ${outdir}/stacks/${name}/cdk.tf.json`;
    return plan === undefined ? [line] : [line, routeTable(plan)];
  });
  return [`Environment ${environmentName}`, ...parts].join("\n\n");
}
