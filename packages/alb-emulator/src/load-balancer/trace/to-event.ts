import { applicationOfRequest } from "../../model/applications.ts";
import type { LoadBalancerEvent } from "../../model/event.ts";
import type { LoadBalancerModel } from "../../model/load-balancer.ts";
import { headerValues, realUrl } from "../http/request-attributes.ts";
import { requestCookies } from "../session/request-cookies.ts";
import { cookieTraces, headerTraces, setCookieTraces } from "./header-traces.ts";
import type { RequestTrace } from "./request-trace.ts";

type EventOrigin = Pick<LoadBalancerModel, "name" | "application" | "applications">;

/**
 * The event that console and inspector show.
 * @param status What the client received.
 * @param sent Headers of the response.
 */
export function toEvent(
  model: EventOrigin,
  trace: RequestTrace,
  status: number,
  sent: readonly (readonly [name: string, value: string])[],
): LoadBalancerEvent {
  const { attributes, loginSteps = [], target, targetTimes } = trace;
  const setCookies = sent.filter(([header]) => header.toLowerCase() === "set-cookie");
  return {
    id: trace.traceId,
    loadBalancer: model.name,
    application: applicationOfRequest(model, attributes.host, trace.rule),
    signIn: trace.signIn,
    startedAt: new Date(trace.receivedAtMs).toISOString(),
    request: {
      method: attributes.method,
      url: realUrl(attributes),
      host: attributes.host ?? "",
      path: attributes.path,
      clientAddress: attributes.clientAddress,
      clientPort: attributes.clientPort,
      userAgent: headerValues(attributes, "user-agent")[0],
      webSocket: trace.isWebSocket,
      headers: headerTraces(attributes.headers),
      cookies: cookieTraces(requestCookies(attributes)),
    },
    ruleEvaluations: trace.ruleEvaluations ?? [],
    matchedRule: trace.matchedRule,
    rulesNotEvaluated: trace.rulesNotEvaluated ?? [],
    actions: trace.actions ?? [],
    loginSteps,
    session: trace.session,
    target,
    response: {
      status,
      location: trace.location,
      by: target?.status === undefined ? "load balancer" : "target",
      headers: headerTraces(sent),
      cookies: setCookieTraces(
        setCookies.map(([, value]) => value),
        trace.receivedAtMs,
      ),
    },
    errorReason: trace.errorReason,
    explanation: trace.explanation,
    timings: {
      totalMs: performance.now() - trace.startedAtMs,
      loginMs: loginSteps.reduce((sum, { durationMs = 0 }) => sum + durationMs, 0),
      targetMs:
        targetTimes?.respondedAtMs === undefined
          ? undefined
          : targetTimes.respondedAtMs - targetTimes.dispatchedAtMs,
    },
  };
}
