import type { Logger } from "pino";
import type { AppContext } from "../http/app-context";

/** Node's codes for a client that breaks off, or sends a body that is not HTTP. */
const clientErrors = /^(HPE_|ECONNRESET$|ECONNABORTED$|EPIPE$|ERR_STREAM_PREMATURE_CLOSE$)/;

/**
 * Logs what happens outside the middleware, mostly on the socket. Koa would write it to standard error
 * as plain text, which no log query finds.
 */
export function logAppError(log: Logger) {
  return (error: NodeJS.ErrnoException, ctx?: AppContext): void => {
    const requestId = ctx?.state.requestId;
    // The line of the request has its status; the reason is the client's.
    if (clientErrors.test(error.code ?? "")) log.debug({ requestId, reason: error.code });
    else log.error({ requestId, err: error }, "error outside the middleware");
  };
}
