import { EcsCluster as EcsClusterResource } from "@cdktf/provider-aws/lib/ecs-cluster";
import { Construct } from "constructs";

/** Properties for {@link EcsCluster}. */
export interface EcsClusterProps {
  readonly name: string;
  /** CloudWatch Container Insights. */
  readonly containerInsights: "enabled" | "enhanced" | "disabled";
}

/** Where an application's services run. */
export class EcsCluster extends Construct {
  readonly arn: string;
  readonly name: string;

  constructor(scope: Construct, id: string, { name, containerInsights }: EcsClusterProps) {
    super(scope, id);
    const cluster = new EcsClusterResource(this, "cluster", {
      name,
      setting: [{ name: "containerInsights", value: containerInsights }],
    });
    this.arn = cluster.arn;
    this.name = cluster.name;
  }
}
