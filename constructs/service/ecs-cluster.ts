import { EcsCluster as EcsClusterResource } from "@cdktf/provider-aws/lib/ecs-cluster";
import { EcsClusterCapacityProviders } from "@cdktf/provider-aws/lib/ecs-cluster-capacity-providers";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Cluster } from "./cluster";

/** Properties for {@link EcsCluster}. */
export interface EcsClusterProps {
  readonly name: string;
  /** CloudWatch Container Insights. */
  readonly containerInsights: "enabled" | "enhanced" | "disabled";
}

/** The ECS cluster of an application's services. */
export class EcsCluster extends Construct implements Cluster {
  readonly clusterArn: string;
  readonly clusterName: string;
  readonly isShared = false;
  readonly capacityProviders: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, { name, containerInsights }: EcsClusterProps) {
    super(scope, id);
    const cluster = new EcsClusterResource(this, "cluster", {
      name,
      setting: [{ name: "containerInsights", value: containerInsights }],
    });
    this.capacityProviders = [
      new EcsClusterCapacityProviders(this, "capacity_providers", {
        clusterName: cluster.name,
        capacityProviders: ["FARGATE", "FARGATE_SPOT"],
      }),
    ];
    this.clusterArn = cluster.arn;
    this.clusterName = cluster.name;
  }
}
