import { isObject, type Json, type JsonObject } from "../../../terraform/terraform-stack.ts";
import { reasonOf } from "../unresolved.ts";
import type { ResourceMapping } from "./mapping.ts";
import { withoutHash } from "./service.ts";
import { present } from "./snake-case.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html */
export const lambdaFunction: ResourceMapping = {
  type: "aws_lambda_function",
  ref: "function_name",
  values: { Arn: "arn" },
  toAttributes: (
    { FunctionName: name, Timeout: timeout, MemorySize: memory, Environment: environment },
    { logicalId },
  ) =>
    present({
      function_name: name ?? withoutHash(logicalId),
      timeout,
      memory_size: memory,
      environment: { variables: knownVariables(environment) },
    }),
};

/** A variable whose value only AWS knows comes from the developer's own environment. */
function knownVariables(environment: Json | undefined): JsonObject {
  const variables = isObject(environment) ? environment.Variables : undefined;
  if (!isObject(variables)) return {};
  return Object.fromEntries(
    Object.entries(variables).filter(([, value]) => reasonOf(value) === undefined),
  );
}
