import type { Environment } from "./schema/environment";

/**
 * The environment in which an application behind the load balancer of the edge has the edge's network and
 * the settings of its load balancer. What the file sets is kept, so that it can be reported.
 * @param isGiven whether the file contains a field of an application
 */
export function withEdgeDefaults(
  environment: Environment,
  isGiven: (application: string, field: string) => boolean,
): Environment {
  const { applications, edge } = environment;
  const behindEdge = Object.entries(applications).map(([name, application]) => {
    if (application.loadBalancer.type !== "edge" || edge === undefined) return [name, application];
    const { internal, idleTimeoutSeconds, accessLogRetentionDays } = edge;
    const cluster = isGiven(name, "cluster") ? application.cluster : { type: "edge" as const };
    return [
      name,
      {
        ...application,
        internal,
        idleTimeoutSeconds,
        accessLogRetentionDays,
        cluster,
        containerInsights:
          cluster.type === "edge" ? edge.containerInsights : application.containerInsights,
        network: isGiven(name, "network") ? application.network : { type: "edge" as const },
      },
    ];
  });
  return { ...environment, applications: Object.fromEntries(behindEdge) };
}
