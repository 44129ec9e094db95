import type { Construct } from "constructs";
import type { Application } from "../config/schema/environment";
import type { Cluster } from "../constructs/service/cluster";
import { EcsCluster } from "../constructs/service/ecs-cluster";
import { ExistingCluster } from "../constructs/service/existing-cluster";

/**
 * The cluster of an application's services: a new one, an existing one, or the one of the edge.
 * @param options.name `<environment>-<application>`
 * @param options.shared the cluster of the edge
 */
export function applicationCluster(
  scope: Construct,
  { cluster, containerInsights }: Application,
  { name, shared }: { readonly name: string; readonly shared?: Cluster | undefined },
): Cluster {
  if (cluster.type === "edge" && shared !== undefined) return shared;
  if (cluster.type === "existing") {
    return new ExistingCluster(scope, "cluster", { name: cluster.name });
  }
  return new EcsCluster(scope, "cluster", { name, containerInsights });
}
