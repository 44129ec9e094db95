import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { Construct } from "constructs";
import { containerDefinitions, volumeName } from "./container-definition";
import type { ServiceImage } from "./service-image";

/** Settings of a service's tasks. */
export interface TaskDefinitionSettings {
  readonly region: string;
  readonly image: ServiceImage;
  /** Port that the container listens on. */
  readonly port: number;
  readonly cpuUnits: number;
  readonly memoryMiB: number;
  readonly architecture: "ARM64" | "X86_64";
  /** Program and first arguments. @default - those of the image */
  readonly entryPoint: readonly string[] | undefined;
  /** Arguments. @default - those of the image */
  readonly command: readonly string[] | undefined;
  /** Whether `aws ecs execute-command` is allowed. */
  readonly ecsExec: boolean;
  /** Seconds between SIGTERM and SIGKILL. */
  readonly stopTimeoutSeconds: number;
  /** Every environment variable: the user's and those that the stack adds. */
  readonly environment: Readonly<Record<string, string>>;
  /** Environment variables whose values are secrets, and the ARNs of these in Secrets Manager or SSM. */
  readonly secrets: Readonly<Record<string, string>>;
  /** `uid:gid`, never root. */
  readonly user: string;
  /** Folders in memory that `user` owns. */
  readonly writablePaths: readonly string[];
  /** Maximum size of each of the `writablePaths`. */
  readonly writablePathSizeMiB: number;
  /** Folders on the task's disk. */
  readonly volumePaths: readonly string[];
}

/** Properties for {@link TaskDefinition}. */
export interface TaskDefinitionProps extends TaskDefinitionSettings {
  readonly family: string;
  readonly containerName: string;
  readonly executionRoleArn: string;
  readonly taskRoleArn: string;
  readonly logGroupName: string;
}

/**
 * A Fargate task with one container.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html
 */
export class TaskDefinition extends Construct {
  /** `null` while the service has no image. */
  readonly taskDefinitionArn: string;

  constructor(scope: Construct, id: string, props: TaskDefinitionProps) {
    super(scope, id);
    const { image } = props;
    const taskDefinition = new EcsTaskDefinition(this, "task_definition", {
      family: props.family,
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: String(props.cpuUnits),
      memory: String(props.memoryMiB),
      runtimePlatform: { cpuArchitecture: props.architecture, operatingSystemFamily: "LINUX" },
      executionRoleArn: props.executionRoleArn,
      taskRoleArn: props.taskRoleArn,
      volume: props.volumePaths.map((_, index) => ({ name: volumeName(index) })),
      containerDefinitions: containerDefinitions({
        name: props.containerName,
        image: image.reference,
        port: props.port,
        user: props.user,
        entryPoint: props.entryPoint,
        command: props.command,
        ecsExec: props.ecsExec,
        stopTimeoutSeconds: props.stopTimeoutSeconds,
        environment: props.environment,
        secrets: props.secrets,
        writablePaths: props.writablePaths,
        writablePathSizeMiB: props.writablePathSizeMiB,
        volumePaths: props.volumePaths,
        log: { groupName: props.logGroupName, region: props.region },
      }),
      // Terraform would deregister the old revision before the new one runs; a rollback needs it.
      skipDestroy: true,
    });
    if (image.count !== undefined) taskDefinition.addOverride("count", image.count);
    this.taskDefinitionArn = image.attributeOf(taskDefinition, "arn");
  }
}
