import type { LambdaTarget } from "../model/load-balancer.ts";
import type { ResourceReader } from "./resource-reader.ts";
import { lambdaFunctionSchema, targetGroupAttachmentSchema } from "./schemas/lambda.ts";

/** What is registered with target groups one by one, and the functions among it. */
export interface Attachments {
  /** Port of the first target of a group that names one. */
  portOf(targetGroupArn: string): number | undefined;
  /** @param targetIds Registered in the target group itself, as CloudFormation does. */
  lambdaOf(targetGroupArn: string, targetIds: readonly string[]): LambdaTarget;
}

const defaults = { timeoutSeconds: 3, memoryMiB: 128, environment: {} };

export function readAttachments(reader: ResourceReader): Attachments {
  const functions = reader
    .read("aws_lambda_function", lambdaFunctionSchema)
    .filter(({ attributes }) => attributes.function_name !== undefined);
  const attachments = reader.read("aws_lb_target_group_attachment", targetGroupAttachmentSchema);
  const of = (arn: string) =>
    attachments.filter(({ attributes }) => attributes.target_group_arn === arn);
  return {
    portOf: (arn) =>
      of(arn).find(({ attributes }) => attributes.port !== undefined)?.attributes.port,
    lambdaOf: (arn, targetIds) => {
      const ids = [
        ...of(arn).flatMap(({ attributes }) => attributes.target_id ?? []),
        ...targetIds,
      ];
      const functionArn = ids.find((id) => id.includes(":function:"));
      // A version or an alias may follow.
      const name = functionArn?.split(":")[6];
      const declared = functions.find(({ attributes }) => attributes.function_name === name);
      if (declared === undefined) return { ...defaults, functionArn, name };
      const { timeout, memory_size, environment } = declared.attributes;
      return {
        functionArn,
        name,
        timeoutSeconds: timeout,
        memoryMiB: memory_size,
        environment: environment.variables,
      };
    },
  };
}
