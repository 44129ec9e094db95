import type { InvocationResult, LambdaFunction } from "../model/lambda-function.ts";

/**
 * A Lambda function of any language, at an address with Lambda's Invoke API: AWS SAM
 * (`sam local start-lambda`) and the runtime interface emulator in container images have it.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export class HttpLambda implements LambdaFunction {
  constructor(
    private readonly url: URL,
    private readonly name: string,
    private readonly timeoutSeconds: number,
  ) {}

  async invoke(event: unknown): Promise<InvocationResult> {
    const url = new URL(
      `/2015-03-31/functions/${encodeURIComponent(this.name)}/invocations`,
      this.url,
    );
    try {
      const response = await fetch(url, {
        method: "POST",
        body: JSON.stringify(event),
        signal: AbortSignal.timeout(this.timeoutSeconds * 1000),
      });
      const json = await response.text();
      const error = response.headers.get("x-amz-function-error");
      if (response.ok && error === null && isJson(json)) return { type: "result", json };
      return {
        type: "error",
        message: `Function ${this.name} at ${url.origin} failed: ${json.slice(0, 200)}.`,
      };
    } catch (error) {
      const timedOut = (error as Error).name === "TimeoutError";
      return {
        type: "error",
        message: timedOut
          ? `Function ${this.name} at ${url.origin} did not respond within its timeout of ${this.timeoutSeconds} seconds. Make it faster, or raise timeout.`
          : `Nothing responds at ${url.href}. Start the runtime interface emulator or "sam local start-lambda" there.`,
      };
    }
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
