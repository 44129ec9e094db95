import type { FindingDefinition } from "../finding";
import { findingIdOf, type Reasons } from "./define-reason";
import { lambdaReasons } from "./lambda-reasons";
import { explainingValue } from "./mask";
import { otherReasons } from "./other-reasons";
import type { AccessLogEntry } from "./parse-line";
import { providerErrorId, providerErrors } from "./provider-errors";
import { signInReasons } from "./sign-in-reasons";
import { loadBalancerStatuses, otherOutcomes } from "./status-findings";

const byReason: Reasons = { ...signInReasons, ...otherReasons, ...lambdaReasons };

/** Values of `error_reason` that AWS's pages list. */
export const knownReasons: ReadonlySet<string> = new Set(Object.keys(byReason));

const byId: Reasons = {
  ...Object.fromEntries(
    Object.entries(byReason).map(([code, definition]) => [findingIdOf(code), definition]),
  ),
  ...providerErrors,
  ...loadBalancerStatuses,
  ...otherOutcomes,
};

/** Findings that an access-log line can prove, by their id. */
export const accessLogFindings: Readonly<Record<string, FindingDefinition>> = byId;

/** @returns id of the finding that the entry proves; `undefined` when nothing is wrong with it */
export function explainEntry(entry: AccessLogEntry): string | undefined {
  const code = entry.value("error_reason");
  if (code !== undefined) return explainReason(entry, code);
  const { status, targetStatus, actions } = entry;
  if (status === undefined) return "elb-no-status";
  if (status < 400) return undefined;
  if (targetStatus === status) return explainTarget(status);
  if (actions.includes("waf-failed")) return "elb-waf-failed";
  if (actions.at(-1) === "fixed-response") return "elb-fixed-response";
  const id = `elb-${status}`;
  return Object.hasOwn(loadBalancerStatuses, id) ? id : "elb-other";
}

function explainReason({ url }: AccessLogEntry, code: string): string {
  if (!Object.hasOwn(byReason, code)) return "elb-unknown-reason";
  const error = url === undefined ? undefined : explainingValue(url, "error");
  if (code === "AuthMissingCodeParam" && url !== undefined && error !== undefined) {
    return providerErrorId(error, explainingValue(url, "error_description"));
  }
  return findingIdOf(code);
}

/** Other errors of a target, such as 404, are its way to talk to its users. */
function explainTarget(status: number): string | undefined {
  if (status >= 500) return "target-failed";
  return status === 401 || status === 403 ? "target-denied" : undefined;
}
