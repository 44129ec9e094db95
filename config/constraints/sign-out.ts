import { defaultTarget, signOutTarget } from "../routing-of";
import { eachApplication } from "./applications";
import type { ConstraintIssue } from "./constraint";

const nameAService =
  'add a service, like { type: "service", service: "web" }, or set signOut.enabled to false';

/** The two sign-out paths differ, and a container serves them. */
export const checkSignOut = eachApplication((application, base) => {
  const { signOut } = application;
  if (!signOut.enabled) return [];
  const path = [...base, "signOut"];
  const issues: ConstraintIssue[] = [];
  if (signOut.path === signOut.redirectPath) {
    issues.push({
      path: [...path, "redirectPath"],
      message:
        "must differ from signOut.path: Cognito redirects to it after sign-out, which would start over",
      fix: 'choose another path, like "/signed-out"',
    });
  }
  const target = signOutTarget(application);
  if (target === undefined && defaultTarget(application) !== undefined) {
    issues.push({
      path: [...path, "target"],
      message:
        "is required: the default route has no service or target group, and the application has several services",
      fix: nameAService,
    });
  } else if (target?.type === "fixed-response" || target?.type === "redirect") {
    issues.push({
      path: [...path, "target"],
      message: `must be a service or a target group, not a ${target.type}: only a container can end a session`,
      fix: nameAService,
    });
  }
  return issues;
});
