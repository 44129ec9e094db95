/**
 * Event of a target group whose target is a Lambda function. It has either the single-value fields or, with
 * the target group attribute `lambda.multi_value_headers.enabled`, the multi-value ones. Compatible with
 * `ALBEvent` of `@types/aws-lambda`.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html#receive-event-from-load-balancer
 */
export interface AlbEvent {
  readonly requestContext: { readonly elb: { readonly targetGroupArn: string } };
  readonly httpMethod: string;
  readonly path: string;
  readonly queryStringParameters?: Readonly<Record<string, string | undefined>> | undefined;
  readonly multiValueQueryStringParameters?:
    | Readonly<Record<string, string[] | undefined>>
    | undefined;
  /** Names in lower case. Of a header that was sent twice, the last value. */
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined;
  /** Names in lower case. */
  readonly multiValueHeaders?: Readonly<Record<string, string[] | undefined>> | undefined;
  readonly body: string | null;
  readonly isBase64Encoded: boolean;
}

/**
 * Response to an {@link AlbEvent}. The load balancer reads `multiValueHeaders` if the event has them, and
 * `headers` otherwise. Compatible with `ALBResult` of `@types/aws-lambda`.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html#respond-to-load-balancer
 */
export interface AlbResult {
  statusCode: number;
  /** Status and its words, such as `200 OK`. */
  statusDescription?: string | undefined;
  headers?: Record<string, boolean | number | string> | undefined;
  multiValueHeaders?: Record<string, Array<boolean | number | string>> | undefined;
  body?: string | undefined;
  isBase64Encoded?: boolean | undefined;
}

/**
 * What Lambda tells a handler about the invocation. Compatible with `Context` of `@types/aws-lambda`.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html
 */
export interface LambdaContext {
  readonly functionName: string;
  readonly functionVersion: string;
  readonly invokedFunctionArn: string;
  readonly memoryLimitInMB: string;
  readonly awsRequestId: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
  callbackWaitsForEmptyEventLoop: boolean;
  getRemainingTimeInMillis(): number;
}
