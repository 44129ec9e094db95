import type { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { accessLogTableNames } from "../constructs/access-log-table/names";
import { forwardedWithoutSignIn } from "../constructs/access-log-table/queries/forwarded-without-sign-in";
import { storeQueries } from "../constructs/access-log-table/stored-queries";
import { sharedListenerPriorities } from "../routing/route";
import { openPriorities, type ServedRoutes } from "./access-log-table";

/** Options of {@link createRouteQuery}. */
export interface RouteQueryOptions {
  /** Name of the shared load balancer, whose stack has the table. */
  readonly loadBalancerName: string;
  /** The application's name in the environment. */
  readonly applicationName: string;
  readonly served: ServedRoutes;
  /** First priority of the application's slot. */
  readonly firstPriority: number;
  readonly targetGroupArns: readonly string[];
}

/**
 * The query about an application's own routes, beside those of a load balancer that it shares: only the
 * application knows which of its rules need no sign-in.
 */
export function createRouteQuery(stack: TerraformStack, options: RouteQueryOptions): void {
  const { loadBalancerName, applicationName, served, firstPriority, targetGroupArns } = options;
  const query = forwardedWithoutSignIn({
    namePrefix: `${applicationName}_`,
    openPriorities: openPriorities(served.plan),
    own: {
      hostNames: served.hostNames,
      firstPriority,
      lastPriority: firstPriority + sharedListenerPriorities - 1,
      targetGroupArns,
    },
  });
  const scope = new Construct(stack, "access_log_table");
  storeQueries(scope, [query], accessLogTableNames(loadBalancerName));
}
