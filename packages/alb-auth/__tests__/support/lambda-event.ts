import type { AlbEvent, AlbResult } from "../../lambda.ts";

/** Whether the target group has multi-value headers. */
export type EventMode = "single-value" | "multi-value";

export const modes: readonly EventMode[] = ["single-value", "multi-value"];

/**
 * The event that a load balancer makes of a request.
 *
 * @param mode how the target group is set up
 * @param rawHeaders names and values in turn, after those that the load balancer adds
 * @param changes other fields of the event
 */
export function eventWith(
  mode: EventMode,
  rawHeaders: readonly string[],
  changes: Partial<AlbEvent> = {},
): AlbEvent {
  const values: Record<string, string[]> = {};
  const sent = ["host", "app.example.com", "x-forwarded-for", "192.0.2.1", ...rawHeaders];
  for (let index = 0; index < sent.length; index += 2) {
    const name = `${sent[index]}`;
    values[name] = [...(values[name] ?? []), `${sent[index + 1]}`];
  }
  const last = Object.entries(values).map(([name, all]) => [name, all.at(-1)]);
  return {
    requestContext: {
      elb: {
        targetGroupArn:
          "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/members/6d0ecf831eec9f09",
      },
    },
    httpMethod: "GET",
    path: "/",
    body: "",
    isBase64Encoded: false,
    ...changes,
    ...(mode === "multi-value"
      ? { multiValueHeaders: values, multiValueQueryStringParameters: {} }
      : { headers: Object.fromEntries(last), queryStringParameters: {} }),
  };
}

/** Headers of a response in the form of the mode, and not in the other one. */
export function headersIn(mode: EventMode, { headers, multiValueHeaders }: AlbResult) {
  if (mode === "single-value") {
    expect(multiValueHeaders).toBeUndefined();
    return headers;
  }
  expect(headers).toBeUndefined();
  const single = Object.entries(multiValueHeaders ?? {}).map(([name, values]) => {
    expect(values).toHaveLength(1);
    return [name, values[0]];
  });
  return Object.fromEntries(single);
}
