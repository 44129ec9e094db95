import { TerraformOutput, type TerraformStack } from "cdktf";
import { Construct } from "constructs";
import type { Delivery } from "../config/schema/environment";
import { ProjectCommands, shellWord } from "./project-commands";

/** What {@link publishDelivery} publishes; ARNs and names are Terraform expressions. */
export interface DeliveryOutputs {
  /** Name of the environment's file. */
  readonly environmentFile: string;
  readonly region: string;
  readonly github: Delivery["github"];
  readonly usesHcpTerraform: boolean;
  readonly stateBucketName: string | undefined;
  readonly planRoleArn: string;
  readonly imageRoleArn: string | undefined;
  readonly applyRoleArn: string;
}

/** Declares the outputs of the bootstrap stack. */
export function publishDelivery(stack: TerraformStack, outputs: DeliveryOutputs): void {
  const scope = new Construct(stack, "outputs");
  const publish = (name: string, value: string | undefined, description: string) => {
    if (value === undefined) return;
    new TerraformOutput(scope, name, { value, description, staticId: true });
  };
  publish("state_bucket", outputs.stateBucketName, "Bucket of Terraform's state");
  publish("plan_role_arn", outputs.planRoleArn, "ARN of the role that plans");
  publish("image_role_arn", outputs.imageRoleArn, "ARN of the role that pushes images");
  publish("apply_role_arn", outputs.applyRoleArn, "ARN of the role that applies");
  publish("next_step", nextStep(outputs), "Next deployment step");
}

function nextStep(outputs: DeliveryOutputs): string {
  const { github, usesHcpTerraform, environmentFile } = outputs;
  return [
    ...(github === undefined ? [] : githubVariables(outputs, github.repository)),
    ...(usesHcpTerraform ? workspaceVariables(outputs) : []),
    "Then deploy the environment:",
    new ProjectCommands(environmentFile).deploy(),
  ].join("\n");
}

function githubVariables(outputs: DeliveryOutputs, repository: string): string[] {
  const variables = {
    AWS_PLAN_ROLE_ARN: outputs.planRoleArn,
    AWS_IMAGE_ROLE_ARN: outputs.imageRoleArn,
    AWS_APPLY_ROLE_ARN: outputs.applyRoleArn,
    AWS_REGION: outputs.region,
    ENVIRONMENT: shellWord(outputs.environmentFile),
  };
  return [
    "Set the variables of the workflows, which are no secrets:",
    ...Object.entries(variables).map(
      ([name, value]) => `gh variable set ${name} --repo ${repository} --body ${value}`,
    ),
  ];
}

/** @see https://developer.hashicorp.com/terraform/cloud-docs/dynamic-provider-credentials/aws-configuration */
function workspaceVariables({ planRoleArn, applyRoleArn }: DeliveryOutputs): string[] {
  return [
    "Set these environment variables of the workspaces in HCP Terraform:",
    "TFC_AWS_PROVIDER_AUTH=true",
    `TFC_AWS_PLAN_ROLE_ARN=${planRoleArn}`,
    `TFC_AWS_APPLY_ROLE_ARN=${applyRoleArn}`,
  ];
}
