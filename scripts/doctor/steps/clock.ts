import type { Finding } from "../finding";
import { found } from "../findings/registry";
import type { HttpResponse } from "../http/doctor-client";
import { originOf } from "../http/response-origin";
import { judged, type StepResult, skipped } from "../step";

/** `Date` has seconds, and responses take a while. */
const toleranceSeconds = 30;

/** The load balancer's tokens last 120 seconds. */
const maxTargetSeconds = 60;

/** Compares the clocks of load balancer, application and this machine by their `Date` headers. */
export function lookAtClocks(responses: readonly HttpResponse[]): StepResult {
  const offsets = responses.flatMap((response) => {
    const sent = Date.parse(response.headers.date ?? "");
    if (Number.isNaN(sent)) return [];
    const isApplication = originOf(response).type === "application";
    return [{ isApplication, seconds: Math.round((sent - response.receivedAt) / 1000) }];
  });
  const loadBalancer = offsets.find(({ isApplication }) => !isApplication)?.seconds;
  const application = offsets.find(({ isApplication }) => isApplication)?.seconds;
  if (loadBalancer === undefined && application === undefined) {
    return skipped("clock", "No response has a Date.");
  }
  const seen: string[] = [];
  const findings: Finding[] = [];
  if (loadBalancer !== undefined) {
    seen.push(`The load balancer's clock is ${difference(loadBalancer)} this machine's.`);
    if (Math.abs(loadBalancer) > toleranceSeconds) {
      const proof = [
        `Date of the load balancer: ${difference(loadBalancer)} this machine's clock.`,
      ];
      findings.push(found("clock-here", { proof }));
    }
  }
  if (application !== undefined) {
    const seconds = application - (loadBalancer ?? 0);
    const reference = loadBalancer === undefined ? "this machine's" : "the load balancer's";
    seen.push(`The application's clock is ${difference(seconds)} ${reference}.`);
    if (Math.abs(seconds) > maxTargetSeconds) {
      findings.push(
        found("clock-application", {
          summary: `The application's clock is ${difference(seconds)} ${reference}, whose tokens last 120 seconds.`,
          proof: ["Date headers of their responses."],
        }),
      );
    }
  }
  return judged("clock", seen, findings);
}

function difference(seconds: number): string {
  if (Math.abs(seconds) <= 2) return "the same as";
  return `${Math.abs(seconds)} s ${seconds > 0 ? "ahead of" : "behind"}`;
}
