import type { TriggerFunction } from "../model/trigger-function.ts";
import type { ResourceReader } from "./resource-reader.ts";
import { lambdaFunctionSchema } from "./schemas/lambda.ts";
import { s3ObjectSchema } from "./schemas/s3.ts";

/**
 * Finds the function of an ARN, if its code is part of the source: an object of a bucket whose content is
 * an argument. Code in a file or an image is not.
 */
export function readTriggerFunctions(
  reader: ResourceReader,
): (functionArn: string | undefined) => TriggerFunction | undefined {
  const functions = reader.read("aws_lambda_function", lambdaFunctionSchema);
  const objects = reader.read("aws_s3_object", s3ObjectSchema);
  return (functionArn) => {
    // A version or an alias may follow.
    const name = functionArn?.split(":")[6];
    const attributes = functions.find(
      (declared) => name !== undefined && declared.attributes.function_name === name,
    )?.attributes;
    if (functionArn === undefined || name === undefined || attributes === undefined) return;
    const { handler, runtime, s3_bucket, s3_key, timeout, memory_size, environment } = attributes;
    if (handler === undefined || !runtime?.startsWith("nodejs") || s3_bucket === undefined) return;
    const zip = objects.find(
      ({ attributes: object }) => object.bucket === s3_bucket && object.key === s3_key,
    )?.attributes.content_base64;
    if (zip === undefined) return;
    return {
      name,
      functionArn,
      handler,
      zip,
      environment: environment.variables,
      timeoutSeconds: timeout,
      memoryMiB: memory_size,
    };
  };
}
