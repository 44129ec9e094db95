import { eachApplication } from "./applications";
import type { ConstraintIssue } from "./constraint";

/** An existing cluster keeps its own Container Insights. */
export const checkClusters = eachApplication(
  ({ cluster, containerInsights }, base): ConstraintIssue[] => {
    if (cluster.type !== "existing" || containerInsights === "enabled") return [];
    return [
      {
        path: [...base, "containerInsights"],
        message: `must be left out with an existing cluster: cluster "${cluster.name}" belongs to somebody else, and its settings are not changed`,
        fix: "remove it, and let the cluster's owner change its Container Insights",
      },
    ];
  },
);
