import { hostNamesOf } from "./dns-owner";
import type { Application } from "./schema/environment";

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

/** Whether one listener would have rules of both, of which only the first could match. */
function shareListener({ loadBalancer: one }: Application, { loadBalancer: other }: Application) {
  if (one.type === "existing" && other.type === "existing") {
    return one.listenerArn === other.listenerArn;
  }
  return one.type === "edge" && other.type === "edge";
}
