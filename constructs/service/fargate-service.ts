import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { LoadBalancer } from "../load-balancer/load-balancer";
import type { TargetGroup } from "../load-balancer/target-group";
import type { EgressDestination } from "../network/egress-rule";
import type { Network } from "../network/network";
import type { EcsCluster } from "./ecs-cluster";
import { ServiceAutoscaling } from "./service-autoscaling";
import { ServiceRoles } from "./service-roles";
import { ServiceSecurityGroup } from "./service-security-group";
import { TaskDefinition, type TaskDefinitionSettings } from "./task-definition";

/** Properties for {@link FargateService}. */
export interface FargateServiceProps extends TaskDefinitionSettings {
  /** `<environment>-<application>-<service>`: what names in AWS begin with. */
  readonly name: string;
  /** Name of the service within its cluster. */
  readonly serviceName: string;
  readonly cluster: EcsCluster;
  readonly network: Network;
  readonly loadBalancer: LoadBalancer;
  readonly targetGroup: TargetGroup;
  /** Listener and rules: ECS refuses a target group that no listener uses. */
  readonly listenerRules: readonly ITerraformDependable[];
  readonly count: { readonly minimum: number; readonly maximum: number };
  readonly scaling: {
    readonly requestsPerTargetPerMinute: number;
    readonly cpuPercent: number;
  };
  /** Seconds after a start in which failed health checks do not count. */
  readonly healthCheckGracePeriodSeconds: number;
  readonly secretsKmsKeyArns: readonly string[];
  readonly taskRolePolicyArns: readonly string[];
  readonly egress: readonly EgressDestination[];
  readonly logRetentionDays: number;
}

/**
 * One container image as a Fargate service behind the load balancer. A deployment that does not get
 * healthy is rolled back, and fails the apply.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/AWS_Fargate.html
 */
export class FargateService extends Construct {
  /** Name of the service, known once it exists; `null` while there is no image. */
  readonly serviceName: string;
  readonly logGroupName: string;

  constructor(scope: Construct, id: string, props: FargateServiceProps) {
    super(scope, id);
    const { name, image, network, port, cluster } = props;
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
    });
    const securityGroup = new ServiceSecurityGroup(this, id, {
      name,
      vpcId: network.vpcId,
      port,
      loadBalancer: props.loadBalancer.securityGroup,
      dualStack: network.dualStack,
      egress: props.egress,
    });
    const { arn: taskDefinitionArn } = new TaskDefinition(this, "task_definition", {
      ...props,
      family: name,
      containerName: props.serviceName,
      executionRoleArn: roles.executionRoleArn,
      taskRoleArn: roles.taskRoleArn,
      logGroupName: logGroup.name,
    });
    const service = new EcsService(this, "service", {
      name: props.serviceName,
      cluster: cluster.arn,
      taskDefinition: taskDefinitionArn,
      launchType: "FARGATE",
      platformVersion: "LATEST",
      desiredCount: props.count.minimum,
      deploymentMinimumHealthyPercent: 100,
      deploymentMaximumPercent: 200,
      deploymentCircuitBreaker: { enable: true, rollback: true },
      healthCheckGracePeriodSeconds: props.healthCheckGracePeriodSeconds,
      availabilityZoneRebalancing: "ENABLED",
      enableEcsManagedTags: true,
      propagateTags: "SERVICE",
      waitForSteadyState: true,
      networkConfiguration: {
        subnets: network.privateSubnetIds,
        securityGroups: [securityGroup.id],
        assignPublicIp: false,
      },
      loadBalancer: [
        {
          targetGroupArn: props.targetGroup.arn,
          containerName: props.serviceName,
          containerPort: port,
        },
      ],
      dependsOn: [
        ...props.listenerRules,
        ...network.privateRoutes,
        ...roles.permissions,
        ...securityGroup.rules,
      ],
      lifecycle: {
        ignoreChanges: ["desired_count"],
        postcondition: [
          {
            condition: `\${self.task_definition == ${expression(taskDefinitionArn)}}`,
            errorMessage: `Service ${props.serviceName} does not run the task definition that was asked for. The deployment was rolled back: look at the service's events and at the log group /${name}/containers.`,
          },
        ],
      },
    });
    if (image.count !== undefined) service.addOverride("count", image.count);
    new ServiceAutoscaling(this, "autoscaling", {
      ...props.count,
      ...props.scaling,
      image,
      clusterName: cluster.name,
      serviceName: image.attributeOf(service, "name"),
      loadBalancerArnSuffix: props.loadBalancer.arnSuffix,
      targetGroupArnSuffix: props.targetGroup.arnSuffix,
    });
    this.serviceName = image.attributeOf(service, "name");
    this.logGroupName = logGroup.name;
  }
}

/** An expression without its `${` and `}`, to be used inside another. */
function expression(template: string): string {
  return template.slice(2, -1);
}
