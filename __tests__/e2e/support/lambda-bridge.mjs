/**
 * The emulator has no Lambda targets: this turns each request into the event that a load balancer sends
 * to a Lambda function with multi-value headers, and its result into a response.
 * Usage: node lambda-bridge.mjs FILE, which exports `handler`
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
 */
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";
import { pathToFileURL } from "node:url";

const { handler } = await import(pathToFileURL(process.argv[2]).href);

async function toEvent(request) {
  const { pathname, searchParams } = new URL(request.url, "http://localhost");
  const parameters = [...new Set(searchParams.keys())];
  const body = await buffer(request);
  return {
    requestContext: {
      elb: {
        targetGroupArn:
          "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/lambda/50dc6c495c0c9188",
      },
    },
    httpMethod: request.method,
    path: pathname,
    multiValueQueryStringParameters: Object.fromEntries(
      parameters.map((name) => [name, searchParams.getAll(name)]),
    ),
    multiValueHeaders: request.headersDistinct,
    body: body.toString("base64"),
    isBase64Encoded: true,
  };
}

createServer(async (request, response) => {
  const result = await handler(await toEvent(request), { awsRequestId: randomUUID() });
  response.writeHead(result.statusCode, {
    ...result.headers,
    ...result.multiValueHeaders,
  });
  response.end(Buffer.from(result.body ?? "", result.isBase64Encoded ? "base64" : "utf8"));
}).listen(Number(process.env.PORT), process.env.HOST);
