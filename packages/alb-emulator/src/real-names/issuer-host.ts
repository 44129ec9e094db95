import type { IncomingMessage, RequestListener } from "node:http";

/** A user pool, as its issuer's host serves it. */
export interface IssuingPool {
  readonly poolId: string;
  readonly handle: RequestListener;
}

/**
 * Serves the host that publishes the keys of every user pool in a region; the path names the pool.
 * The same host is the API of Cognito in AWS, which SDKs call.
 */
export function issuerHostListener(pools: () => readonly IssuingPool[]): RequestListener {
  return (request, response) => {
    const operation = request.headers["x-amz-target"];
    if (operation !== undefined) {
      response.writeHead(400, { "content-type": "application/x-amz-json-1.1" });
      response.end(
        JSON.stringify({
          __type: "NotSupportedException",
          message: `The emulator does not serve the API of Amazon Cognito, so ${operation} has no effect. It publishes the keys of user pools on this host. Users are in its state folder.`,
        }),
      );
      return;
    }
    const pool = pools().find(({ poolId }) => poolOf(request) === poolId);
    if (pool !== undefined) {
      pool.handle(request, response);
      return;
    }
    response.writeHead(404, { "content-type": "application/json" });
    response.end(JSON.stringify({ error: "not_found", path: request.url }));
  };
}

function poolOf({ url = "" }: IncomingMessage): string | undefined {
  return url.split(/[/?]/)[1];
}
