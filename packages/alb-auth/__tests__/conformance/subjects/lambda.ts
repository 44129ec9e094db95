import { albAuth, type LambdaContext } from "../../../lambda.ts";
import { eventWith } from "../../support/lambda-event.ts";
import { type Subject, serve, shownIdentity } from "../subject.ts";

/** Behind a target group with multi-value headers, which shows a header that was sent twice. */
export const lambda: Subject = {
  name: "alb-auth/lambda",
  isInProcess: true,
  start: ({ options }) => {
    const handler = albAuth(options, async ({ identity }) => ({
      statusCode: 200,
      body: JSON.stringify(shownIdentity(identity)),
    }));
    return serve(async ({ rawHeaders, url = "" }, response) => {
      const event = eventWith("multi-value", withLowerCaseNames(rawHeaders).slice(2), {
        path: url,
      });
      // The first of the headers.
      event.multiValueHeaders?.host?.splice(0, 1, String(rawHeaders[1]));
      const result = await handler(event, {} as LambdaContext);
      for (const [name, values] of Object.entries(result.multiValueHeaders ?? {})) {
        response.setHeader(name, values.map(String));
      }
      response.writeHead(result.statusCode).end(result.body);
    });
  },
};

function withLowerCaseNames(rawHeaders: readonly string[]): string[] {
  return rawHeaders.map((text, index) => (index % 2 === 0 ? text.toLowerCase() : text));
}
