import { TerraformOutput, type TerraformStack } from "cdktf";
import { Construct } from "constructs";
import type { ProjectCommands } from "./project-commands";

/** Publishes what to do after the edge is deployed. */
export function publishEdgeNextStep(stack: TerraformStack, commands: ProjectCommands): void {
  new TerraformOutput(new Construct(stack, "next_step"), "next_step", {
    value: `Deploy the applications behind this load balancer:\n  ${commands.deploy()}`,
    description: "Next deployment step",
    staticId: true,
  });
}
