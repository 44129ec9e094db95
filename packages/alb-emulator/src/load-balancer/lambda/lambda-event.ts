import type { Header } from "../actions/target-headers.ts";
import type { RequestAttributes } from "../http/request-attributes.ts";

/** What a function receives for one request. */
export interface LambdaEventOptions {
  readonly targetGroupArn: string;
  readonly multiValueHeaders: boolean;
  readonly attributes: Pick<RequestAttributes, "method" | "path" | "query">;
  readonly headers: readonly Header[];
  readonly body: Buffer;
}

const textTypes = /^(text\/.*|application\/(json|javascript|xml))$/i;

/**
 * The event of a load balancer. Names of headers are in lower case; query parameters are as they were
 * sent, not decoded; of repeated names, the last value counts unless multi-value headers are on.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html#receive-event-from-load-balancer
 */
export function lambdaEvent(options: LambdaEventOptions): Record<string, unknown> {
  const { targetGroupArn, multiValueHeaders, attributes, body } = options;
  const headers = valuesByName(options.headers.map(([name, value]) => [name.toLowerCase(), value]));
  const query = valuesByName(queryParameters(attributes.query));
  const isBase64Encoded = body.length > 0 && !isText(headers);
  return {
    requestContext: { elb: { targetGroupArn } },
    httpMethod: attributes.method,
    path: attributes.path,
    ...(multiValueHeaders
      ? { multiValueQueryStringParameters: query, multiValueHeaders: sorted(headers) }
      : { queryStringParameters: lastValues(query), headers: lastValues(sorted(headers)) }),
    body: body.toString(isBase64Encoded ? "base64" : "utf8"),
    isBase64Encoded,
  };
}

type Values = Readonly<Record<string, readonly string[]>>;

function isText(headers: Values): boolean {
  const [type = ""] = headers["content-type"]?.at(-1)?.split(";") ?? [];
  return headers["content-encoding"] === undefined && textTypes.test(type.trim());
}

function queryParameters(query: string): readonly (readonly [string, string])[] {
  return query
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair) => {
      const [name = "", ...rest] = pair.split("=");
      return [name, rest.join("=")] as const;
    });
}

function valuesByName(pairs: readonly (readonly [string, string])[]): Values {
  const values = new Map<string, string[]>();
  for (const [name, value] of pairs) values.set(name, [...(values.get(name) ?? []), value]);
  return Object.fromEntries(values);
}

function sorted(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}

function lastValues(values: Values): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(values).map(([name, list]) => [name, list.at(-1) ?? ""]),
  );
}
