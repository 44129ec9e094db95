import { eachApplication } from "./applications";
import type { ConstraintIssue } from "./constraint";

/** The default route has a target, and does not let requests pass without sign-in. */
export const checkDefaultRoute = eachApplication(({ services, defaultRoute }, base) => {
  const path = [...base, "defaultRoute"];
  const issues: ConstraintIssue[] = [];
  const count = Object.keys(services).length;
  if (defaultRoute.target === undefined && count !== 1) {
    issues.push({
      path: [...path, "target"],
      message: `is required: the application has ${count} services, so there is no obvious one`,
      fix: 'add target: { type: "service", service: "…" }',
    });
  }
  if (defaultRoute.access.onUnauthenticatedRequest === "allow") {
    issues.push({
      path: [...path, "access", "onUnauthenticatedRequest"],
      message:
        'must be "authenticate" or "deny": with "allow" a path that no route mentions would be public',
      fix: 'add a last route with paths: ["/*"] and an access of type "login" with "allow"',
    });
  }
  return issues;
});
