import type { Finding } from "../finding";
import { type FindingId, found } from "../findings/registry";
import { judged, type StepResult, skipped } from "../step";
import { isSignInPage, type VisitedPage } from "./find-sign-in";

/** What an error page of the load balancer means, by its status. */
const byStatus: Readonly<Record<number, FindingId>> = {
  400: "request-rejected",
  403: "waf-blocked",
  463: "forwarded-for-463",
  464: "protocol-464",
  500: "load-balancer-500",
  502: "target-502",
  503: "target-503",
  504: "target-504",
  561: "provider-error-561",
};

/** The finding for an error page of the load balancer; `undefined` where the status is no mistake. */
export function errorPageFinding({ url, origin }: VisitedPage): Finding | undefined {
  if (origin.type !== "error-page") return undefined;
  const id = byStatus[origin.status];
  if (id === undefined) return undefined;
  const proof = [`GET ${url.pathname} returns the load balancer's page for ${origin.status}.`];
  return found(id, { proof });
}

/** Judges what the pages that were opened say about the application behind the load balancer. */
export function lookAtTarget(pages: readonly VisitedPage[]): StepResult {
  const findings = new Map(
    pages.flatMap((page) => {
      const finding = errorPageFinding(page);
      return finding === undefined ? [] : [[finding.id, finding] as const];
    }),
  );
  const seen = pages.flatMap(({ url, origin }) =>
    origin.type === "application"
      ? [`The application responds to ${url.pathname} with ${origin.status}.`]
      : [],
  );
  const proof = [...findings.values()].flatMap((finding) => finding.proof);
  if (seen.length + findings.size > 0) {
    return judged("target", [...seen, ...proof], [...findings.values()]);
  }
  return skipped(
    "target",
    pages.some(isSignInPage)
      ? "Only signed-in users reach it: add --user EMAIL."
      : "No page that was opened reaches it.",
  );
}
