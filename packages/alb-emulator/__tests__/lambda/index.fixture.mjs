// A function that reports what it receives, and fails as the path says.
export async function handler(event, context) {
  console.log("handled", event.path);
  switch (event.path) {
    case "/throw":
      throw new Error("no such table");
    case "/nothing":
      return undefined;
    case "/text-status":
      return { statusCode: "200" };
    case "/number-header":
      return { statusCode: 200, headers: { "X-Count": 1 } };
    case "/large":
      return { statusCode: 200, body: "x".repeat(1024 * 1024) };
    case "/slow":
      return new Promise(() => {});
    case "/exit":
      process.exit(3);
      break;
    case "/binary":
      return {
        statusCode: 200,
        isBase64Encoded: true,
        body: "AAEC",
        headers: { "Content-Type": "image/png" },
      };
    case "/teapot":
      return {
        statusCode: 418,
        statusDescription: "418 I'm a teapot",
        headers: { Location: "https://app.example.com/next" },
      };
    default:
      return {
        statusCode: 200,
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({
          event,
          context: { ...context, remaining: context.getRemainingTimeInMillis() },
          table: process.env.TABLE,
          name: process.env.AWS_LAMBDA_FUNCTION_NAME,
        }),
      };
  }
}

export function withCallback(_event, _context, callback) {
  callback(null, {
    statusCode: 200,
    multiValueHeaders: { "Set-Cookie": ["a=1", "b=2"] },
    body: "called back",
  });
}
