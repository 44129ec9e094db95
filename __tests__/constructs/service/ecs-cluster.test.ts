import { EcsCluster as EcsClusterResource } from "@cdktf/provider-aws/lib/ecs-cluster";
import { EcsCluster } from "../../../constructs/service/ecs-cluster";
import { expose, exposed, reference, resources, synthStack } from "../../support/synth";

describe(EcsCluster, () => {
  it.each(["enabled", "enhanced", "disabled"] as const)(
    "creates one cluster with Container Insights %s",
    (containerInsights) => {
      const json = synthStack((stack) => {
        const { clusterArn, clusterName } = new EcsCluster(stack, "cluster", {
          name: "example-tasks",
          containerInsights,
        });
        expose(stack, { clusterArn, clusterName });
      });

      expect(resources(json, EcsClusterResource)).toEqual([
        {
          name: "example-tasks",
          setting: [{ name: "containerInsights", value: containerInsights }],
        },
      ]);
      expect(exposed(json)).toEqual({
        clusterArn: reference(json, EcsClusterResource, "arn"),
        clusterName: reference(json, EcsClusterResource, "name"),
      });
    },
  );
});
