import type { ITerraformDependable } from "cdktf";

/** An ECS cluster for the services of an application: a new or an existing one. */
export interface Cluster {
  readonly clusterArn: string;
  readonly clusterName: string;
  /** Whether other applications have services in it, so that a service needs a name of its own there. */
  readonly isShared: boolean;
  /** Must exist before a service names a capacity provider. */
  readonly capacityProviders: readonly ITerraformDependable[];
}

/**
 * Name of a service within its cluster.
 * @param name `<environment>-<application>-<service>`
 * @param serviceName name of the service within its application
 */
export function nameInCluster(
  { isShared }: Pick<Cluster, "isShared">,
  name: string,
  serviceName: string,
): string {
  return isShared ? name : serviceName;
}
