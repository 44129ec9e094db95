/** AWS rejects larger responses, as JSON. */
export const maxLambdaBytes = 1024 * 1024;

/** A response that AWS accepts. */
export interface LambdaResponse {
  readonly type: "response";
  readonly status: number;
  /** Of `statusDescription`, without the status; absent for the usual one. */
  readonly reason: string | undefined;
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly body: Buffer;
}

/** A response for which AWS returns 502. */
export interface InvalidLambdaResponse {
  readonly type: "invalid";
  readonly errorReason: "LambdaInvalidResponse" | "LambdaResponseTooLarge";
  readonly explanation: string;
}

/**
 * Reads what a function returned.
 * @param multiValueHeaders Whether the target group has multi-value headers: then `headers` has no effect.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html#respond-to-load-balancer
 */
export function lambdaResponse(
  json: string,
  multiValueHeaders: boolean,
): LambdaResponse | InvalidLambdaResponse {
  if (Buffer.byteLength(json) > maxLambdaBytes) {
    return {
      type: "invalid",
      errorReason: "LambdaResponseTooLarge",
      explanation: `The function returned ${Buffer.byteLength(json)} bytes of JSON, and AWS accepts 1 MB, so the load balancer returns 502. Return less, or a redirect to an object of S3.`,
    };
  }
  const value: unknown = JSON.parse(json);
  if (!isObject(value)) return invalid(`returned ${json.slice(0, 40)}, not an object`);
  const { statusCode, statusDescription, body, isBase64Encoded } = value;
  if (!Number.isInteger(statusCode) || Number(statusCode) < 100 || Number(statusCode) > 999) {
    return invalid(
      `returned statusCode ${JSON.stringify(statusCode)}, not an HTTP status as a number`,
    );
  }
  if (body !== undefined && body !== null && typeof body !== "string") {
    return invalid("returned a body that is not a string: JSON.stringify it");
  }
  if (isBase64Encoded !== undefined && typeof isBase64Encoded !== "boolean") {
    return invalid("returned isBase64Encoded that is neither true nor false");
  }
  if (statusDescription !== undefined && typeof statusDescription !== "string") {
    return invalid("returned a statusDescription that is not a string");
  }
  const field = multiValueHeaders ? "multiValueHeaders" : "headers";
  const headers = headersOf(value[field] ?? {}, multiValueHeaders);
  if (headers === undefined) {
    const expected = multiValueHeaders ? "lists of strings" : "strings";
    return invalid(`returned ${field} whose values are not ${expected}`);
  }
  return {
    type: "response",
    status: Number(statusCode),
    reason: statusDescription?.replace(/^\d+\s*/, "") || undefined,
    headers,
    body: Buffer.from(body ?? "", isBase64Encoded ? "base64" : "utf8"),
  };
}

function invalid(what: string): InvalidLambdaResponse {
  return {
    type: "invalid",
    errorReason: "LambdaInvalidResponse",
    explanation: `The function ${what}. AWS needs an object such as { statusCode: 200, headers: { "Content-Type": "text/html" }, body: "…", isBase64Encoded: false }, and the load balancer returns 502.`,
  };
}

function headersOf(
  value: unknown,
  multiValueHeaders: boolean,
): LambdaResponse["headers"] | undefined {
  if (!isObject(value)) return undefined;
  const headers: Record<string, readonly string[]> = {};
  for (const [name, entry] of Object.entries(value)) {
    const values: readonly unknown[] = multiValueHeaders && Array.isArray(entry) ? entry : [entry];
    if (multiValueHeaders && !Array.isArray(entry)) return undefined;
    if (!values.every((each) => typeof each === "string")) return undefined;
    headers[name] = values;
  }
  return headers;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
