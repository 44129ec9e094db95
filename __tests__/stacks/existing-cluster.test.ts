import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";
import { DataAwsEcsCluster } from "@cdktf/provider-aws/lib/data-aws-ecs-cluster";
import { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import { applicationCluster } from "../../stacks/application-cluster";
import { dataSources, parse, resource, resourceCounts } from "../support/synth";
import { synthApplication, withApplication } from "../support/synth-environment";

const json = synthApplication(withApplication({ cluster: { type: "existing", name: "shared" } }));

describe(applicationCluster, () => {
  it("looks up an existing cluster, checks that it is active, and creates none", () => {
    const [found, ...others] = dataSources(json, DataAwsEcsCluster);

    expect(others).toEqual([]);
    expect(found).toEqual({
      cluster_name: "shared",
      lifecycle: {
        postcondition: [
          {
            condition: '${self.status == "ACTIVE"}',
            error_message: expect.stringContaining("ECS cluster shared"),
          },
        ],
      },
    });
    expect(Object.keys(resourceCounts(json)).filter((type) => type.includes("cluster"))).toEqual(
      [],
    );
  });

  it("gives services of a shared cluster the environment's and the application's names", () => {
    expect(resource(json, EcsService)).toMatchObject({
      name: "test-app-web",
      cluster: expect.stringContaining("data.aws_ecs_cluster."),
    });
    expect(resource(json, EcsService).depends_on).not.toContainEqual(
      expect.stringContaining("cluster"),
    );
    expect(resource(json, AppautoscalingTarget).resource_id).toMatch(
      /^service\/\$\{data\.aws_ecs_cluster\.\w+\.cluster_name\}\//,
    );
    expect(parse(json).output?.cluster_name?.value).toContain("data.aws_ecs_cluster.");
  });

  it("keeps the short name in a cluster of the application's own", () => {
    const own = synthApplication(withApplication({}));

    expect(resource(own, EcsService).name).toBe("web");
    expect(dataSources(own, DataAwsEcsCluster)).toEqual([]);
    expect(resourceCounts(own)).toMatchObject({ aws_ecs_cluster: 1 });
  });
});
