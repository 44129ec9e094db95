import { eachApplication } from "./applications";
import type { RuleFault } from "./rule";

/** The default route has a target, and lets nobody pass who has not signed in. */
export const defaultRouteRule = eachApplication(({ services, defaultRoute }, base) => {
  const path = [...base, "defaultRoute"];
  const faults: RuleFault[] = [];
  const count = Object.keys(services).length;
  if (defaultRoute.target === undefined && count !== 1) {
    faults.push({
      path: [...path, "target"],
      rule: `must be given: the application has ${count} services, so none is the obvious one`,
      fix: 'add target: { type: "service", service: "…" }',
      entriesOf: [[...base, "services"]],
    });
  }
  if (defaultRoute.access.onUnauthenticated === "allow") {
    faults.push({
      path: [...path, "access", "onUnauthenticated"],
      rule: 'must be "authenticate" or "deny": with "allow" a forgotten route would be open to everybody',
      fix: 'add a last route with the condition paths: ["/*"] and access of type "login" that allows',
    });
  }
  return faults;
});
