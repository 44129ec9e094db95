import type { Environment } from "../config/schema/environment";
import type { ExistingResources } from "../constructs/delivery/permissions/existing-resources";

/** What the stacks of an environment use and do not create. */
export function existingResources({ applications, edge }: Environment): ExistingResources {
  const all = Object.values(applications);
  const clusters = all.flatMap(({ cluster }) =>
    cluster.type === "existing" ? [cluster.name] : [],
  );
  const listeners = all.flatMap(({ loadBalancer }) =>
    loadBalancer.type === "existing" ? [loadBalancer.listenerArn] : [],
  );
  return {
    findsCertificates: [...all, ...(edge === undefined ? [] : [edge])].some(
      ({ certificate }) => certificate.type === "existing" && certificate.domain !== undefined,
    ),
    clusterNames: [...new Set(clusters)],
    listenerArns: [...new Set(listeners)],
  };
}
