/** Log group that receives a container's output. */
export interface ContainerLog {
  readonly groupName: string;
  readonly region: string;
}

/** Properties for {@link containerDefinitions}. */
export interface ContainerDefinitionProps {
  readonly name: string;
  readonly image: string;
  readonly port: number;
  /** `uid:gid`, never root. */
  readonly user: string;
  /** Program and first arguments. @default - those of the image */
  readonly entryPoint: readonly string[] | undefined;
  /** Arguments. @default - those of the image */
  readonly command: readonly string[] | undefined;
  /** ECS Exec, which needs a file system that it can write. */
  readonly ecsExec: boolean;
  /** Seconds between SIGTERM and SIGKILL. */
  readonly stopTimeoutSeconds: number;
  readonly environment: Readonly<Record<string, string>>;
  /** Environment variables whose values are secrets, and the ARNs of these in Secrets Manager or SSM. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Folders in memory that `user` owns. */
  readonly writablePaths: readonly string[];
  /** Maximum size of each of the `writablePaths`. */
  readonly writablePathSizeMiB: number;
  /** Folders on the task's disk. */
  readonly volumePaths: readonly string[];
  readonly log: ContainerLog;
}

/** Name of the task's volume behind one of the `volumePaths`. */
export function volumeName(index: number): string {
  return `volume-${index + 1}`;
}

/** The first port that every user may listen on, unless the task changes it. */
const firstUnprivilegedPort = 1024;

/**
 * A folder in memory that the container's user owns, whatever the image contains: a volume of the task
 * would belong to root, unless the image declares it.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Tmpfs.html
 */
function tmpfs(containerPath: string, { user, writablePathSizeMiB }: ContainerDefinitionProps) {
  const [uid, gid] = user.split(":");
  const owner = gid === undefined ? [`uid=${uid}`] : [`uid=${uid}`, `gid=${gid}`];
  return {
    containerPath,
    size: writablePathSizeMiB,
    // "exec": runtimes such as the JVM load native libraries from /tmp.
    mountOptions: ["mode=1777", ...owner, "nosuid", "nodev", "exec"],
  };
}

/**
 * The container definitions of a task as JSON text, which tests and the local emulator can parse. The
 * container gets no Linux capability and a read-only file system.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html#container_definitions
 */
export function containerDefinitions(props: ContainerDefinitionProps): string {
  const byName = ([one]: [string, string], [other]: [string, string]) => (one < other ? -1 : 1);
  return JSON.stringify([
    {
      name: props.name,
      image: props.image,
      ...(props.entryPoint === undefined ? {} : { entryPoint: props.entryPoint }),
      ...(props.command === undefined ? {} : { command: props.command }),
      essential: true,
      portMappings: [{ containerPort: props.port, hostPort: props.port, protocol: "tcp" }],
      environment: Object.entries(props.environment)
        .sort(byName)
        .map(([name, value]) => ({ name, value })),
      secrets: Object.entries(props.secrets)
        .sort(byName)
        .map(([name, valueFrom]) => ({ name, valueFrom })),
      user: props.user,
      readonlyRootFilesystem: !props.ecsExec,
      privileged: false,
      linuxParameters: {
        initProcessEnabled: true,
        capabilities: { add: [], drop: ["ALL"] },
        ...(props.writablePaths.length === 0
          ? {}
          : { tmpfs: props.writablePaths.map((path) => tmpfs(path, props)) }),
      },
      // Supported on Fargate from platform version 1.4.0.
      ...(props.port >= firstUnprivilegedPort
        ? {}
        : { systemControls: [{ namespace: "net.ipv4.ip_unprivileged_port_start", value: "0" }] }),
      mountPoints: props.volumePaths.map((containerPath, index) => ({
        sourceVolume: volumeName(index),
        containerPath,
        readOnly: false,
      })),
      stopTimeout: props.stopTimeoutSeconds,
      logConfiguration: {
        logDriver: "awslogs",
        options: {
          "awslogs-group": props.log.groupName,
          "awslogs-region": props.log.region,
          "awslogs-stream-prefix": props.name,
          // Explicit, since the account's default may differ: a slow log never blocks the application.
          mode: "non-blocking",
          "max-buffer-size": "25m",
        },
      },
    },
  ]);
}
