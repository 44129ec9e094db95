import type { Target } from "../../routing/route";
import { eachApplication, targetsOf } from "./applications";
import type { RuleFault } from "./rule";

/** Targets exist, and lead somewhere. */
export const targetRule = eachApplication((application, base) =>
  targetsOf(application, base).flatMap(({ target, path }): RuleFault[] => {
    if (target.type === "service" && !Object.hasOwn(application.services, target.service)) {
      const known = Object.keys(application.services).join(", ");
      return [
        {
          path: [...path, "service"],
          rule: `must be a service of the application (it has: ${known})`,
          fix: "correct the name, or add the service",
          entriesOf: [[...base, "services"]],
        },
      ];
    }
    if (target.type === "fixed-response" && Math.floor(target.statusCode / 100) === 3) {
      return [
        {
          path: [...path, "statusCode"],
          rule: "must be in the 2XX, 4XX or 5XX range",
          fix: 'use a target of type "redirect" to redirect',
        },
      ];
    }
    if (target.type === "redirect" && leadsBack(target)) {
      return [
        {
          path,
          rule: "must change protocol, host, port or path: else the browser is sent in a circle",
          fix: 'say where to go, for example path: "/"',
        },
      ];
    }
    return [];
  }),
);

type Redirect = Extract<Target, { type: "redirect" }>;

/** A load balancer refuses the first; the second says the same about an HTTPS listener in other words. */
function leadsBack({ protocol, host, port, path, query }: Redirect): boolean {
  if (host !== "#{host}" || path !== "/#{path}") return false;
  if (protocol === "#{protocol}" && port === "#{port}") return true;
  return (
    ["#{protocol}", "HTTPS"].includes(protocol) &&
    ["#{port}", "443"].includes(port) &&
    query === "#{query}"
  );
}
