import type { LoadBalancerEvent } from "../../model/event.ts";
import type { LoadBalancerModel } from "../../model/load-balancer.ts";
import { headerValues, realUrl } from "../http/request-attributes.ts";
import type { RequestRecord } from "./request-trace.ts";

/** The record as others see it, once the request is answered. */
export function toEvent(
  model: LoadBalancerModel,
  record: RequestRecord,
  status: number,
): LoadBalancerEvent {
  const { facts, dispatchedAt, targetAnsweredAt, target } = record;
  return {
    id: record.traceId,
    loadBalancer: model.name,
    application: model.application,
    startedAt: new Date(record.createdAtMs).toISOString(),
    request: {
      method: facts.method,
      url: realUrl(facts),
      host: facts.host ?? "",
      path: facts.path,
      clientAddress: facts.clientAddress,
      userAgent: headerValues(facts, "user-agent")[0],
      webSocket: record.webSocket,
    },
    rules: record.trials,
    actions: record.actions,
    login: record.login,
    session: record.session,
    target: target && { ...target, status: record.targetStatus },
    response: {
      status,
      location: record.location,
      by: record.answeredByTarget ? "target" : "load balancer",
    },
    errorReason: record.errorReason,
    explanation: record.explanation,
    timings: {
      totalMs: performance.now() - record.startedAt,
      loginMs: record.loginMs,
      targetMs:
        dispatchedAt === undefined || targetAnsweredAt === undefined
          ? undefined
          : targetAnsweredAt - dispatchedAt,
    },
  };
}
