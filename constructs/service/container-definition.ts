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
  /** Seconds between SIGTERM and SIGKILL. */
  readonly stopTimeoutSeconds: number;
  readonly environment: Readonly<Record<string, string>>;
  /** Environment variables whose values are secrets, and the ARNs of these in Secrets Manager or SSM. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Writable directories. */
  readonly writablePaths: readonly string[];
  readonly log: ContainerLog;
}

/** Name of the task's volume behind a writable path. */
export function volumeName(index: number): string {
  return `writable-${index + 1}`;
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
      essential: true,
      portMappings: [{ containerPort: props.port, hostPort: props.port, protocol: "tcp" }],
      environment: Object.entries(props.environment)
        .sort(byName)
        .map(([name, value]) => ({ name, value })),
      secrets: Object.entries(props.secrets)
        .sort(byName)
        .map(([name, valueFrom]) => ({ name, valueFrom })),
      user: props.user,
      readonlyRootFilesystem: true,
      privileged: false,
      linuxParameters: { initProcessEnabled: true, capabilities: { add: [], drop: ["ALL"] } },
      mountPoints: props.writablePaths.map((containerPath, index) => ({
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
