import { eachApplication } from "./applications";
import type { RuleFault } from "./rule";

/** Signing out ends on a page of its own, and somebody answers it. */
export const signOutRule = eachApplication(({ signOut, defaultRoute }, base) => {
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
  const { target } = defaultRoute;
  if (target?.type === "fixed-response" || target?.type === "redirect") {
    faults.push({
      path: [...path, "enabled"],
      rule: `must be false while the default route's target is a ${target.type}: the sign-out paths go to the same target, and only a container can end a session`,
      fix: `set it to false, and declare public routes for ${signOut.path} and ${signOut.landingPath} to a service`,
      inputs: [path, [...base, "defaultRoute", "target"]],
    });
  }
  return faults;
});
