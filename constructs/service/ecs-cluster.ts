import { EcsCluster as EcsClusterResource } from "@cdktf/provider-aws/lib/ecs-cluster";
import { Construct } from "constructs";

/** Properties for {@link EcsCluster}. */
export interface EcsClusterProps {
  readonly name: string;
  /** CloudWatch Container Insights. */
  readonly containerInsights: "enabled" | "enhanced" | "disabled";
}

/** The ECS cluster of an application's services. */
export class EcsCluster extends Construct {
  readonly clusterArn: string;
  readonly clusterName: string;

  constructor(scope: Construct, id: string, { name, containerInsights }: EcsClusterProps) {
    super(scope, id);
    const cluster = new EcsClusterResource(this, "cluster", {
      name,
      setting: [{ name: "containerInsights", value: containerInsights }],
    });
    this.clusterArn = cluster.arn;
    this.clusterName = cluster.name;
  }
}
