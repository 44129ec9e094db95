import { forwardedWithoutSignIn } from "../../../constructs/access-log-table/queries/forwarded-without-sign-in";
import { loadBalancerQueries } from "../../../constructs/access-log-table/queries/load-balancer-queries";
import type { NamedQuery } from "../../../constructs/access-log-table/queries/named-query";
import { host } from "../../../packages/alb-emulator/__tests__/load-balancer/support/model";

const queries = {
  own: loadBalancerQueries([host]),
  shared: loadBalancerQueries(undefined),
};

/** Every query, for a load balancer that serves one host and whose rules 1 and 3 need no sign-in. */
export const everyQuery: readonly NamedQuery[] = [
  ...queries.own,
  forwardedWithoutSignIn({ openPriorities: [1, 3] }),
];

/** SQL of a query by its name. */
export function queryOf(name: string, loadBalancer: keyof typeof queries = "own"): string {
  const found = queries[loadBalancer].find((query) => query.name === name);
  if (found === undefined) throw new Error(`There is no query ${name}`);
  return found.sql;
}
