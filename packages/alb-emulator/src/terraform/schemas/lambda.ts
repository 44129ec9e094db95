import * as z from "zod";
import { block, number } from "./builders.ts";
import { secret as ifKnown, knownTexts } from "./secrets.ts";

/** @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_function */
export const lambdaFunctionSchema = z.looseObject({
  function_name: ifKnown,
  handler: ifKnown,
  runtime: ifKnown,
  s3_bucket: ifKnown,
  s3_key: ifKnown,
  timeout: number.default(3),
  memory_size: number.default(128),
  environment: block(z.looseObject({ variables: knownTexts.default({}) })).prefault({}),
});

/** @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb_target_group_attachment */
export const targetGroupAttachmentSchema = z.looseObject({
  target_group_arn: ifKnown,
  /** ARN of a function, id of an instance, or IP address. */
  target_id: ifKnown,
  port: number.optional(),
});
