import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import { type ITerraformDependable, TerraformResource } from "cdktf";
import { Construct } from "constructs";
import type { LoadBalancerReference } from "../load-balancer/load-balancer-reference";
import type { TargetGroup } from "../load-balancer/target-group";
import type { EgressDestination } from "../network/egress-rule";
import type { Network } from "../network/network";
import { taskPlacement } from "../network/task-placement";
import { type Cluster, nameInCluster } from "./cluster";
import { ServiceAutoscaling } from "./service-autoscaling";
import { ServiceRoles } from "./service-roles";
import { ServiceSecurityGroup } from "./service-security-group";
import { TaskDefinition, type TaskDefinitionSettings } from "./task-definition";

/** Properties for {@link FargateService}. */
export interface FargateServiceProps extends TaskDefinitionSettings {
  /** `<environment>-<application>-<service>`: prefix of the names in AWS. */
  readonly name: string;
  /** Name of the service within its application. */
  readonly serviceName: string;
  readonly cluster: Cluster;
  readonly network: Network;
  readonly loadBalancer: LoadBalancerReference;
  readonly targetGroup: TargetGroup;
  /** Listener and rules: ECS rejects a target group that no listener uses. */
  readonly listenerRules: readonly ITerraformDependable[];
  /** Lowest number of tasks. */
  readonly minCapacity: number;
  /** Highest number of tasks. */
  readonly maxCapacity: number;
  /** Number of tasks that always run on demand. */
  readonly onDemandBase: number;
  /** Share of the other tasks that run on demand. */
  readonly onDemandWeight: number;
  /** Share of the other tasks that run on Spot. */
  readonly spotWeight: number;
  /** Target number of requests per minute for each task. */
  readonly requestsPerTargetPerMinute: number;
  /** Target average CPU utilization in percent. */
  readonly cpuPercent: number;
  /** Seconds after a start in which failed health checks are ignored. */
  readonly healthCheckGracePeriodSeconds: number;
  readonly secretsKmsKeyArns: readonly string[];
  readonly taskRolePolicyArns: readonly string[];
  readonly egress: readonly EgressDestination[];
  readonly logRetentionDays: number;
  /** Makes a plan fail that would remove the running service. */
  readonly deletionProtection: boolean;
}

/**
 * A container image as a Fargate service behind the load balancer. A deployment that does not become
 * healthy is rolled back and fails the apply.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/AWS_Fargate.html
 */
export class FargateService extends Construct {
  /** Name of the service, known once it exists; `null` while the service has no image. */
  readonly serviceName: string;
  readonly logGroupName: string;
  readonly resource: ITerraformDependable;

  constructor(scope: Construct, id: string, props: FargateServiceProps) {
    super(scope, id);
    const { name, serviceName, image, network, port, cluster } = props;
    const placement = taskPlacement(network);
    const logGroup = new CloudwatchLogGroup(this, "log_group", {
      name: `/${name}/containers`,
      retentionInDays: props.logRetentionDays,
    });
    const roles = new ServiceRoles(this, "roles", {
      name,
      logGroupArn: logGroup.arn,
      repositoryArn: image.repositoryArn,
      secretArns: Object.values(props.secrets),
      kmsKeyArns: props.secretsKmsKeyArns,
      taskPolicyArns: props.taskRolePolicyArns,
      ecsExec: props.ecsExec,
    });
    const securityGroup = new ServiceSecurityGroup(this, "security_group", {
      name,
      serviceName,
      vpcId: network.vpcId,
      port,
      loadBalancer: props.loadBalancer.securityGroup,
      dualStack: network.dualStack,
      egress: props.egress,
    });
    const { taskDefinitionArn } = new TaskDefinition(this, "task_definition", {
      family: name,
      containerName: serviceName,
      region: props.region,
      image,
      port,
      cpuUnits: props.cpuUnits,
      memoryMiB: props.memoryMiB,
      architecture: props.architecture,
      entryPoint: props.entryPoint,
      command: props.command,
      ecsExec: props.ecsExec,
      stopTimeoutSeconds: props.stopTimeoutSeconds,
      environment: props.environment,
      secrets: props.secrets,
      user: props.user,
      writablePaths: props.writablePaths,
      writablePathSizeMiB: props.writablePathSizeMiB,
      volumePaths: props.volumePaths,
      executionRoleArn: roles.executionRoleArn,
      taskRoleArn: roles.taskRoleArn,
      logGroupName: logGroup.name,
    });
    const service = new EcsService(this, "service", {
      name: nameInCluster(cluster, name, serviceName),
      cluster: cluster.clusterArn,
      taskDefinition: taskDefinitionArn,
      capacityProviderStrategy: capacityProviderStrategy(props),
      // Without it, Terraform replaces the service when the strategy changes.
      forceNewDeployment: true,
      platformVersion: "LATEST",
      enableExecuteCommand: props.ecsExec,
      desiredCount: props.minCapacity,
      deploymentMinimumHealthyPercent: 100,
      deploymentMaximumPercent: 200,
      deploymentCircuitBreaker: { enable: true, rollback: true },
      healthCheckGracePeriodSeconds: props.healthCheckGracePeriodSeconds,
      availabilityZoneRebalancing: "ENABLED",
      enableEcsManagedTags: true,
      propagateTags: "SERVICE",
      waitForSteadyState: true,
      networkConfiguration: {
        subnets: placement.subnetIds,
        securityGroups: [securityGroup.securityGroupId],
        assignPublicIp: placement.assignPublicIp,
      },
      loadBalancer: [
        {
          targetGroupArn: props.targetGroup.targetGroupArn,
          containerName: serviceName,
          containerPort: port,
        },
      ],
      dependsOn: [
        ...cluster.capacityProviders,
        ...props.listenerRules,
        ...placement.routes,
        ...roles.permissions,
        ...securityGroup.rules,
      ],
      lifecycle: {
        ignoreChanges: ["desired_count"],
        postcondition: [
          {
            condition: `\${self.task_definition == ${expression(taskDefinitionArn)}}`,
            errorMessage: `Service ${serviceName} does not run the new task definition. The deployment was rolled back because its tasks did not become healthy. Read the service's events and the log group /${name}/containers.`,
          },
        ],
      },
    });
    if (image.count !== undefined) service.addOverride("count", image.count);
    if (props.deletionProtection) this.keepRunning(service, props);
    new ServiceAutoscaling(this, "autoscaling", {
      image,
      clusterName: cluster.clusterName,
      serviceName: image.attributeOf(service, "name"),
      minCapacity: props.minCapacity,
      maxCapacity: props.maxCapacity,
      requestsPerTargetPerMinute: props.requestsPerTargetPerMinute,
      cpuPercent: props.cpuPercent,
      loadBalancerArnSuffix: props.loadBalancer.loadBalancerArnSuffix,
      targetGroupArnSuffix: props.targetGroup.targetGroupArnSuffix,
    });
    this.serviceName = image.attributeOf(service, "name");
    this.logGroupName = logGroup.name;
    this.resource = service;
  }

  /**
   * Makes every plan fail that removes the running service. Not on the service itself: one whose first
   * deployment failed is tainted, and the next apply has to replace it. This resource does not exist
   * until the service has become healthy once.
   */
  private keepRunning(service: EcsService, { image, serviceName }: FargateServiceProps): void {
    // cdktf's DataResource runs `terraform version` during synthesis.
    const protection = new TerraformResource(this, "deletion_protection", {
      terraformResourceType: "terraform_data",
      dependsOn: [service],
      lifecycle: { preventDestroy: true },
    });
    if (image.count !== undefined) protection.addOverride("count", image.count);
    // Terraform's message contains the address and nothing else that explains it.
    protection.overrideLogicalId(`deletion_protection_of_service_${serviceName}`);
  }
}

/**
 * On-demand capacity is always named, so that a service without Spot can get it in place: from a launch
 * type, Terraform would replace the service.
 */
function capacityProviderStrategy(props: FargateServiceProps) {
  const onDemand = {
    capacityProvider: "FARGATE",
    base: props.onDemandBase,
    weight: props.onDemandWeight,
  };
  const spot = { capacityProvider: "FARGATE_SPOT", base: 0, weight: props.spotWeight };
  return props.spotWeight === 0 ? [onDemand] : [onDemand, spot];
}

/** An expression without its `${` and `}`, to use inside another expression. */
function expression(template: string): string {
  return template.slice(2, -1);
}
