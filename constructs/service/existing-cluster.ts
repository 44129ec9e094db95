import { DataAwsEcsCluster } from "@cdktf/provider-aws/lib/data-aws-ecs-cluster";
import { Construct } from "constructs";
import type { Cluster } from "./cluster";

/** Properties for {@link ExistingCluster}. */
export interface ExistingClusterProps {
  /** Name of the cluster, in the region of the provider. */
  readonly name: string;
}

/**
 * An ECS cluster that exists: nothing of it is created or changed. It is looked up at plan time, so that
 * one that ECS is deleting, or never had, fails before anything is created.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/clusters.html
 */
export class ExistingCluster extends Construct implements Cluster {
  readonly clusterArn: string;
  readonly clusterName: string;
  readonly isShared = true;
  /** None to wait for: the cluster's owner has associated them. The data source does not show them. */
  readonly capacityProviders = [];

  constructor(scope: Construct, id: string, { name }: ExistingClusterProps) {
    super(scope, id);
    const cluster = new DataAwsEcsCluster(this, "cluster", {
      clusterName: name,
      lifecycle: {
        postcondition: [
          {
            condition: '${self.status == "ACTIVE"}',
            errorMessage: `ECS cluster ${name}, the value of cluster.name, is \${self.status}, not ACTIVE, so no service could be created in it. Use an active cluster, or leave cluster out for a new one.`,
          },
        ],
      },
    });
    this.clusterArn = cluster.arn;
    this.clusterName = cluster.clusterName;
  }
}
