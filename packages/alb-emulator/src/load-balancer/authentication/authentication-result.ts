import { type GeneratedResponse, statusPage } from "../http/response.ts";
import type { Session } from "../session/session.ts";
import type { RequestSteps } from "../trace/request-trace.ts";
import type { LoginError } from "./login-error.ts";

/** The request continues with its next action, with a session if somebody is signed in. */
export interface Proceed {
  readonly type: "proceed";
  readonly session: Session | undefined;
  /** Of a session that was refreshed. */
  readonly setCookies: readonly string[];
  readonly trace: RequestSteps;
}

/** The load balancer responds itself. */
export interface Respond {
  readonly type: "respond";
  readonly response: GeneratedResponse;
  readonly trace: RequestSteps;
}

/** The response to an error, and the error's part of the trace. */
export function failed(error: LoginError, trace: RequestSteps): Respond {
  return {
    type: "respond",
    response: statusPage(error.status),
    trace: { ...trace, errorReason: error.code, explanation: error.message },
  };
}
