import type { NamedQuery } from "./named-query";
import { signInQueries } from "./sign-in-queries";
import { trafficQueries } from "./traffic-queries";
import { unknownHosts } from "./unknown-hosts";

/**
 * Queries about all requests to a load balancer.
 * @param hostNames Hosts that it serves; `undefined` for a shared one, whose default action has the rest.
 */
export function loadBalancerQueries(hostNames: readonly string[] | undefined): NamedQuery[] {
  return [...signInQueries, ...trafficQueries, unknownHosts(hostNames)];
}
