import { STATUS_CODES } from "node:http";
import { AlbAuthError } from "../alb-auth-error.ts";

/** Errors of requests that have no response yet. */
const errors = new WeakMap<object, AlbAuthError>();

/**
 * Hooks that keep `code` and `message` of an {@link AlbAuthError} out of the response that Fastify's own
 * error handler builds, and leave alone what the application's error handler sends.
 *
 * @see https://fastify.dev/docs/latest/Reference/Hooks/
 */
export const hideCause = {
  onError(request: object, _reply: unknown, error: Error, done: () => void): void {
    if (error instanceof AlbAuthError) errors.set(request, error);
    done();
  },

  /** Fastify calls it for what the application sends, and not for an error. */
  preSerialization(
    request: object,
    _reply: unknown,
    payload: unknown,
    done: (error: null, payload: unknown) => void,
  ): void {
    errors.delete(request);
    done(null, payload);
  },

  onSend(
    request: object,
    reply: { removeHeader(name: string): unknown },
    payload: unknown,
    done: (error: null, payload: unknown) => void,
  ): void {
    const error = errors.get(request);
    const hidden = error && withoutCause(payload, error);
    // For HEAD, Fastify would keep the length of the other body.
    if (hidden !== undefined) reply.removeHeader("content-length");
    done(null, hidden ?? payload);
  },
};

/** The same fields, so that it still fits a response schema of the route. */
function withoutCause(payload: unknown, { message, status }: AlbAuthError): string | undefined {
  const { code: _code, ...body } = parseObject(payload);
  if (body.message !== message) return undefined;
  return JSON.stringify({ ...body, message: STATUS_CODES[status] });
}

function parseObject(payload: unknown): Record<string, unknown> {
  try {
    return typeof payload === "string" ? { ...JSON.parse(payload) } : {};
  } catch {
    return {};
  }
}
