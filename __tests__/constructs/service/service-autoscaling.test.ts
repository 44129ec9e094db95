import { AppautoscalingPolicy } from "@cdktf/provider-aws/lib/appautoscaling-policy";
import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";
import { ServiceAutoscaling } from "../../../constructs/service/service-autoscaling";
import { address, resources, synthStack } from "../../support/synth";
import { fixedImage, testImage } from "../../support/synth-service";

const synthScaling = (image: string | undefined) =>
  synthStack((stack) => {
    new ServiceAutoscaling(stack, "autoscaling", {
      image: testImage(stack, image),
      clusterName: "example-tasks",
      serviceName: "web",
      minCapacity: 2,
      maxCapacity: 8,
      requestsPerTargetPerMinute: 1200,
      cpuPercent: 55,
      loadBalancerArnSuffix: "app/example-tasks/0123",
      targetGroupArnSuffix: "targetgroup/app-1/4567",
    });
  });

const dimension = {
  service_namespace: "ecs",
  scalable_dimension: "ecs:service:DesiredCount",
};

const target = {
  ...dimension,
  resource_id: "service/example-tasks/web",
  min_capacity: 2,
  max_capacity: 8,
};

const policy = (name: string, targetValue: number, metric: object) => ({
  ...dimension,
  name,
  policy_type: "TargetTrackingScaling",
  target_tracking_scaling_policy_configuration: {
    target_value: targetValue,
    predefined_metric_specification: metric,
    scale_in_cooldown: 300,
    scale_out_cooldown: 60,
  },
});

const cpu = policy("cpu", 55, { predefined_metric_type: "ECSServiceAverageCPUUtilization" });
const requests = policy("requests", 1200, {
  predefined_metric_type: "ALBRequestCountPerTarget",
  resource_label: "app/example-tasks/0123/targetgroup/app-1/4567",
});

describe(ServiceAutoscaling, () => {
  it("tracks requests per target and CPU between the two capacities", () => {
    const json = synthScaling(fixedImage);
    const resource_id = `\${${address(json, AppautoscalingTarget)}.resource_id}`;

    expect(resources(json, AppautoscalingTarget)).toEqual([target]);
    expect(resources(json, AppautoscalingPolicy)).toEqual([
      { ...cpu, resource_id },
      { ...requests, resource_id },
    ]);
  });

  it("does not exist while the service has no image", () => {
    const json = synthScaling(undefined);
    const count = '${var.web_image == "none" ? 0 : 1}';
    const resource_id = `\${one(${address(json, AppautoscalingTarget)}[*].resource_id)}`;

    expect(resources(json, AppautoscalingTarget)).toEqual([{ ...target, count }]);
    expect(resources(json, AppautoscalingPolicy)).toEqual([
      { ...cpu, count, resource_id },
      { ...requests, count, resource_id },
    ]);
  });
});
