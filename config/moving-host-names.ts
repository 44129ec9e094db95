import { hostNamesOf } from "./dns-owner";
import type { Application } from "./schema/environment";
import { shareListener } from "./shared-listener";

/**
 * Whether a host name moves from the load balancer of one application to that of another: two have it, and
 * one of them has its DNS records.
 */
export function isMoving(
  applications: Readonly<Record<string, Application>>,
  hostName: string,
): boolean {
  const users = Object.values(applications).filter((each) => hostNamesOf(each).includes(hostName));
  const [one, other] = users;
  if (one === undefined || other === undefined || users.length > 2) return false;
  return (one.dns === "none") !== (other.dns === "none") && !shareListener(one, other);
}
