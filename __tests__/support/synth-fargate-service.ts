import { LoadBalancer } from "../../constructs/load-balancer/load-balancer";
import { TargetGroup } from "../../constructs/load-balancer/target-group";
import { EcsCluster } from "../../constructs/service/ecs-cluster";
import { FargateService } from "../../constructs/service/fargate-service";
import { expose, synthStack } from "./synth";
import { testNetwork } from "./synth-network";
import { healthCheck, testImage } from "./synth-service";

/** A stack with one service: `image`, or a variable that may be empty. */
export const synthService = (
  image: string | undefined,
  { dualStack = false, deletionProtection = true, ecsExec = false, spotWeight = 0 } = {},
) =>
  synthStack((stack) => {
    const network = testNetwork({ dualStack, privateRoutes: [{ fqn: "aws_route.nat" }] });
    const name = "example-tasks-web";
    const { serviceName, logGroupName } = new FargateService(stack, "service", {
      name,
      serviceName: "web",
      region: "eu-central-1",
      cluster: new EcsCluster(stack, "cluster", { name, containerInsights: "enabled" }),
      network,
      loadBalancer: new LoadBalancer(stack, "load_balancer", {
        name: "example-tasks",
        network,
        internal: false,
        idleTimeoutSeconds: 60,
        accessLogRetentionDays: 365,
        deletionProtection: true,
      }),
      targetGroup: new TargetGroup(stack, "target_group", {
        serviceName: "web",
        name,
        vpcId: network.vpcId,
        healthCheckPath: "/healthz",
        ...healthCheck,
        deregistrationDelaySeconds: 10,
      }),
      listenerRules: [{ fqn: "aws_lb_listener.https" }, { fqn: "aws_lb_listener_rule.first" }],
      image: testImage(stack, image),
      port: 3000,
      cpuUnits: 256,
      memoryMiB: 512,
      architecture: "ARM64",
      entryPoint: undefined,
      command: undefined,
      ecsExec,
      onDemandBase: 1,
      onDemandWeight: 2,
      spotWeight,
      minCapacity: 2,
      maxCapacity: 6,
      requestsPerTargetPerMinute: 1000,
      cpuPercent: 60,
      stopTimeoutSeconds: 30,
      healthCheckGracePeriodSeconds: 90,
      environment: { PORT: "3000" },
      secrets: { TOKEN: "arn:aws:ssm:eu-central-1:111122223333:parameter/token" },
      secretsKmsKeyArns: [],
      taskRolePolicyArns: [],
      egress: [],
      user: "1000:1000",
      writablePaths: ["/tmp"],
      writablePathSizeMiB: 64,
      volumePaths: [],
      logRetentionDays: 30,
      deletionProtection,
    });
    expose(stack, { serviceName, logGroupName });
  });
