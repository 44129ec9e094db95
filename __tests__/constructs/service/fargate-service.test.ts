import { AppautoscalingPolicy } from "@cdktf/provider-aws/lib/appautoscaling-policy";
import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { EcsCluster as EcsClusterResource } from "@cdktf/provider-aws/lib/ecs-cluster";
import { EcsClusterCapacityProviders } from "@cdktf/provider-aws/lib/ecs-cluster-capacity-providers";
import { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { FargateService } from "../../../constructs/service/fargate-service";
import {
  address,
  type Block,
  exposed,
  jsonText,
  parse,
  reference,
  resource,
  resourceCounts,
  resources,
} from "../../support/synth";
import { synthService } from "../../support/synth-fargate-service";
import { fixedImage } from "../../support/synth-service";

describe(FargateService, () => {
  const json = synthService(fixedImage);
  const pending = synthService(undefined);
  const taskDefinition = address(json, EcsTaskDefinition);

  it("creates one service from these resources", () => {
    expect(resourceCounts(json)).toMatchObject({
      aws_ecs_service: 1,
      aws_ecs_task_definition: 1,
      aws_cloudwatch_log_group: 1,
      aws_iam_role: 2,
      aws_iam_role_policy: 1,
      aws_appautoscaling_target: 1,
      aws_appautoscaling_policy: 2,
      aws_security_group: 2,
    });
  });

  it("runs in private subnets behind the load balancer, and fails an apply whose deployment is rolled back", () => {
    expect(resources(json, EcsService)).toEqual([
      {
        name: "web",
        cluster: reference(json, EcsClusterResource, "arn"),
        task_definition: `\${${taskDefinition}.arn}`,
        capacity_provider_strategy: [{ capacity_provider: "FARGATE", base: 1, weight: 2 }],
        force_new_deployment: true,
        platform_version: "LATEST",
        enable_execute_command: false,
        desired_count: 2,
        deployment_minimum_healthy_percent: 100,
        deployment_maximum_percent: 200,
        deployment_circuit_breaker: { enable: true, rollback: true },
        health_check_grace_period_seconds: 90,
        availability_zone_rebalancing: "ENABLED",
        enable_ecs_managed_tags: true,
        propagate_tags: "SERVICE",
        wait_for_steady_state: true,
        network_configuration: {
          subnets: ["subnet-0000000c", "subnet-0000000d"],
          security_groups: [reference(json, SecurityGroup, "id", "service_security_group_")],
          assign_public_ip: false,
        },
        load_balancer: [
          {
            target_group_arn: reference(json, LbTargetGroup, "arn"),
            container_name: "web",
            container_port: 3000,
          },
        ],
        lifecycle: {
          ignore_changes: ["desired_count"],
          postcondition: [
            {
              condition: `\${self.task_definition == ${taskDefinition}.arn}`,
              error_message: expect.stringMatching(
                /^Service web does not run the new task definition\. .* log group \/example-tasks-web\/containers\.$/,
              ),
            },
          ],
        },
        depends_on: expect.any(Array),
      },
    ]);
  });

  it("waits for rules, routes, permissions, and ingress and egress of its port", () => {
    expect(resource(json, EcsService).depends_on).toEqual([
      address(json, EcsClusterCapacityProviders),
      "aws_lb_listener.https",
      "aws_lb_listener_rule.first",
      "aws_route.nat",
      address(json, IamRolePolicy),
      address(json, VpcSecurityGroupIngressRule, "service_security_group_from_load_balancer_3000_"),
      address(
        json,
        VpcSecurityGroupEgressRule,
        "load_balancer_security_group_egress_services_web_3000_",
      ),
      address(json, VpcSecurityGroupEgressRule, "service_security_group_egress_https_"),
    ]);
  });

  it("starts the container with the execution role and runs it with the task role", () => {
    const task = resource(json, EcsTaskDefinition);

    expect(task.execution_role_arn).toBe(
      reference(json, IamRole, "arn", "service_roles_execution_role_"),
    );
    expect(task.task_role_arn).toBe(reference(json, IamRole, "arn", "service_roles_task_role_"));
    expect(task.family).toBe("example-tasks-web");
  });

  it("writes its logs to a log group with a retention period", () => {
    const [definition] = jsonText(resource(json, EcsTaskDefinition).container_definitions) as [
      { logConfiguration: { options: Record<string, string> } },
    ];

    expect(resources(json, CloudwatchLogGroup)).toEqual([
      { name: "/example-tasks-web/containers", retention_in_days: 30 },
    ]);
    expect(definition.logConfiguration.options["awslogs-group"]).toBe(
      reference(json, CloudwatchLogGroup, "name"),
    );
    expect(exposed(json)).toEqual({
      serviceName: `\${${address(json, EcsService)}.name}`,
      logGroupName: reference(json, CloudwatchLogGroup, "name"),
    });
  });

  it("allows ECS to write these logs and to pull from the image's repository only", () => {
    const policy = jsonText(resource(pending, IamRolePolicy).policy) as {
      Statement: { Resource: string[] }[];
    };

    expect(policy.Statement.flatMap(({ Resource }) => Resource)).toEqual([
      `${reference(pending, CloudwatchLogGroup, "arn")}:*`,
      "*",
      reference(pending, EcrRepository, "arn"),
      "arn:aws:ssm:eu-central-1:111122223333:parameter/token",
    ]);
  });

  it("uses one container name in service and task definition, in the network's VPC", () => {
    const definitions = jsonText(resource(json, EcsTaskDefinition).container_definitions);

    expect(definitions).toMatchObject([{ name: "web", portMappings: [{ containerPort: 3000 }] }]);
    expect(resource(json, SecurityGroup, "service_security_group_").vpc_id).toBe("vpc-00000001");
  });

  it("scales between its capacities by the load balancer's requests and by its CPU", () => {
    const cluster = reference(json, EcsClusterResource, "name");
    const [cpu, requests] = resources(json, AppautoscalingPolicy).map(
      (policy) => policy.target_tracking_scaling_policy_configuration as Block,
    );

    expect(resource(json, AppautoscalingTarget)).toMatchObject({
      resource_id: `service/${cluster}/${reference(json, EcsService, "name")}`,
      min_capacity: 2,
      max_capacity: 6,
    });
    expect(cpu).toMatchObject({ target_value: 60 });
    expect(requests).toMatchObject({
      target_value: 1000,
      predefined_metric_specification: {
        resource_label: `${reference(json, Lb, "arn_suffix")}/${reference(json, LbTargetGroup, "arn_suffix")}`,
      },
    });
  });

  it("does not exist while it has no image, and compares the counted task definition", () => {
    const service = resource(pending, EcsService);
    const task = `one(${address(pending, EcsTaskDefinition)}[*].arn)`;

    expect(service.count).toBe('${var.web_image == "none" ? 0 : 1}');
    expect(service.task_definition).toBe(`\${${task}}`);
    expect(service.lifecycle).toMatchObject({
      postcondition: [{ condition: `\${self.task_definition == ${task}}` }],
    });
    expect(exposed(pending).serviceName).toBe(`\${one(${address(pending, EcsService)}[*].name)}`);
  });

  it("runs a share of the tasks on Spot, beyond a base on demand", () => {
    expect(
      resource(synthService(fixedImage, { spotWeight: 3 }), EcsService).capacity_provider_strategy,
    ).toEqual([
      { capacity_provider: "FARGATE", base: 1, weight: 2 },
      { capacity_provider: "FARGATE_SPOT", base: 0, weight: 3 },
    ]);
  });

  it("allows ECS Exec, with the permissions and the file system that it needs", () => {
    const exec = synthService(fixedImage, { ecsExec: true });

    expect(resource(exec, EcsService).enable_execute_command).toBe(true);
    expect(exec).toContain("ssmmessages:OpenDataChannel");
    expect(jsonText(resource(exec, EcsTaskDefinition).container_definitions)).toMatchObject([
      { readonlyRootFilesystem: false },
    ]);
  });

  describe("deletion protection", () => {
    const protection = "deletion_protection_of_service_web";
    const protectionOf = (json: string) => parse(json).resource?.terraform_data;

    it("refuses a plan that removes the service once it has become healthy", () => {
      expect(protectionOf(pending)).toEqual({
        [protection]: {
          count: '${var.web_image == "none" ? 0 : 1}',
          depends_on: [address(pending, EcsService)],
          lifecycle: { prevent_destroy: true },
        },
      });
      expect(resource(pending, EcsService).lifecycle).not.toHaveProperty("prevent_destroy");
    });

    it("holds for a fixed image too, so that changing to a variable does not lose it", () => {
      expect(protectionOf(json)).toEqual({
        [protection]: {
          depends_on: [address(json, EcsService)],
          lifecycle: { prevent_destroy: true },
        },
      });
    });

    it("can be switched off", () => {
      expect(protectionOf(synthService(undefined, { deletionProtection: false }))).toBeUndefined();
    });
  });

  it("allows HTTPS egress over IPv6 as well in a dual-stack network", () => {
    expect(synthService(fixedImage, { dualStack: true })).toHaveResourceWithProperties(
      VpcSecurityGroupEgressRule,
      { cidr_ipv6: "::/0", from_port: 443 },
    );
    expect(json).not.toContain("cidr_ipv6");
  });
});
