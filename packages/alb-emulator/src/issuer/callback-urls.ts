import { callbackUrl } from "../load-balancer/authentication/authorization-request.ts";
import { isDefaultPort } from "../load-balancer/http/request-attributes.ts";
import type { Listener, LoadBalancerModel, Rule } from "../model/load-balancer.ts";

/** Callback URLs of a rule: one for each host name that its requests can have. */
export function callbackUrlsOf(
  { hostNames }: Pick<LoadBalancerModel, "hostNames">,
  { port }: Listener,
  { conditions }: Rule,
): readonly string[] {
  const hostsOfRule = conditions
    .flatMap((condition) => (condition.field === "host-header" ? condition.values : []))
    .filter((value) => !/[*?]/.test(value));
  const names = [...new Set([...hostsOfRule, ...hostNames])];
  return names.map((name) => callbackUrl(isDefaultPort("https", port) ? name : `${name}:${port}`));
}
