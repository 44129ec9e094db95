/** How an invocation ended: with the function's result as JSON, or with an error of the function. */
export type InvocationResult =
  | { readonly type: "result"; readonly json: string }
  | { readonly type: "error"; readonly message: string };

/** A Lambda function that runs on this machine. */
export interface LambdaFunction {
  invoke(event: unknown): Promise<InvocationResult>;
}
