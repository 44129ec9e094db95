import type { Target } from "../../routing/route";
import { closestName } from "../closest-name";
import { eachApplication, targetsOf } from "./applications";
import type { ConstraintIssue } from "./constraint";

/** Services that targets name exist. */
export const checkTargetServices = eachApplication((application, base) =>
  targetsOf(application, base).flatMap(({ target, path }): ConstraintIssue[] => {
    if (target.type !== "service") return [];
    const names = Object.keys(application.services);
    if (names.includes(target.service)) return [];
    const closest = closestName(target.service, names);
    return [
      {
        path: [...path, "service"],
        message: `must be a service of the application, which has: ${names.join(", ") || "none"}`,
        fix:
          closest === undefined
            ? "correct the name, or add the service"
            : `did you mean "${closest}"? Otherwise add the service`,
      },
    ];
  }),
);

/** Redirects do not lead back to themselves. */
export const checkRedirects = eachApplication((application, base) =>
  targetsOf(application, base).flatMap(({ target, path }): ConstraintIssue[] => {
    if (target.type !== "redirect" || !redirectsToItself(target)) return [];
    return [
      {
        path,
        message: "must change protocol, host, port or path: otherwise it redirects to itself",
        fix: 'write where to redirect, for example path: "/"',
      },
    ];
  }),
);

type Redirect = Extract<Target, { type: "redirect" }>;

/**
 * A load balancer rejects a redirect that changes none of protocol, host, port and path. On an HTTPS
 * listener, one to HTTPS on port 443 is the same.
 */
function redirectsToItself({ protocol, host, port, path, query }: Redirect): boolean {
  if (host !== "#{host}" || path !== "/#{path}") return false;
  if (protocol === "#{protocol}" && port === "#{port}") return true;
  return (
    ["#{protocol}", "HTTPS"].includes(protocol) &&
    ["#{port}", "443"].includes(port) &&
    query === "#{query}"
  );
}
