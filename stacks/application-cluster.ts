import type { Construct } from "constructs";
import type { Application } from "../config/schema/environment";
import type { Cluster } from "../constructs/service/cluster";
import { EcsCluster } from "../constructs/service/ecs-cluster";
import { ExistingCluster } from "../constructs/service/existing-cluster";

/**
 * The cluster of an application's services: a new one or an existing one.
 * @param name `<environment>-<application>`
 */
export function applicationCluster(
  scope: Construct,
  { cluster, containerInsights }: Application,
  name: string,
): Cluster {
  if (cluster.type === "existing") {
    return new ExistingCluster(scope, "cluster", { name: cluster.name });
  }
  return new EcsCluster(scope, "cluster", { name, containerInsights });
}
