import { defaultTarget, signOutTarget } from "../routing-of";
import { eachApplication } from "./applications";
import type { RuleFault } from "./rule";

/** Signing out ends on a page of its own, and somebody answers it. */
export const signOutRule = eachApplication((application, base) => {
  const { signOut } = application;
  if (!signOut.enabled) return [];
  const path = [...base, "signOut"];
  const faults: RuleFault[] = [];
  if (signOut.path === signOut.landingPath) {
    faults.push({
      path: [...path, "landingPath"],
      rule: "must differ from signOut.path: the browser comes back to it, and would sign out for ever",
      fix: 'choose another path, like "/signed-out"',
      inputs: [
        [...path, "path"],
        [...path, "landingPath"],
      ],
    });
  }
  const target = signOutTarget(application);
  if (target === undefined && defaultTarget(application) !== undefined) {
    faults.push({
      path: [...path, "target"],
      rule: "must be given: neither the default route nor an only service can answer the sign-out paths",
      fix: 'name a service, like { type: "service", service: "web" }, or set enabled to false',
      inputs: [
        [...path, "target"],
        [...base, "defaultRoute", "target"],
      ],
      entriesOf: [[...base, "services"]],
    });
  } else if (target?.type === "fixed-response" || target?.type === "redirect") {
    faults.push({
      path: [...path, "target"],
      rule: `must be a service or a target group, not a ${target.type}: only a container can end a session`,
      fix: 'name a service, like { type: "service", service: "web" }, or set enabled to false',
    });
  }
  return faults;
});
