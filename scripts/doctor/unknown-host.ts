import type { FoundDetails } from "./finding";

/**
 * What is special about a host that the edge returns 404 for.
 * @param application the one that has the host name in the environment file; `undefined` where none has
 */
export function unknownHostOf(
  host: string,
  application: string | undefined,
): Omit<FoundDetails, "proof"> {
  if (application === undefined) return {};
  return {
    summary: `The shared load balancer returns 404 for ${host}, since no rule names it: application ${application} of the environment has this host name, and is not deployed with it.`,
    fix: `Deploy the application: npm run deploy -- --only edge --only ${application}.`,
  };
}
