import {
  type ContainerDefinitionProps,
  containerDefinitions,
  volumeName,
} from "../../../constructs/service/container-definition";

const props: ContainerDefinitionProps = {
  name: "web",
  image: "registry.example.com/app@sha256:0123",
  port: 3000,
  user: "1000:1000",
  stopTimeoutSeconds: 45,
  environment: { PORT: "3000", LOG_LEVEL: "info" },
  secrets: {},
  writablePaths: ["/tmp"],
  log: { groupName: "/example-tasks-web/containers", region: "eu-central-1" },
};

const definitionOf = (overrides: Partial<ContainerDefinitionProps> = {}) =>
  JSON.parse(containerDefinitions({ ...props, ...overrides }));

describe(containerDefinitions, () => {
  it("describes one container without capabilities and with a read-only file system", () => {
    expect(definitionOf()).toEqual([
      {
        name: "web",
        image: "registry.example.com/app@sha256:0123",
        essential: true,
        portMappings: [{ containerPort: 3000, hostPort: 3000, protocol: "tcp" }],
        environment: [
          { name: "LOG_LEVEL", value: "info" },
          { name: "PORT", value: "3000" },
        ],
        secrets: [],
        user: "1000:1000",
        readonlyRootFilesystem: true,
        privileged: false,
        linuxParameters: { initProcessEnabled: true, capabilities: { add: [], drop: ["ALL"] } },
        mountPoints: [{ sourceVolume: "writable-1", containerPath: "/tmp", readOnly: false }],
        stopTimeout: 45,
        logConfiguration: {
          logDriver: "awslogs",
          options: {
            "awslogs-group": "/example-tasks-web/containers",
            "awslogs-region": "eu-central-1",
            "awslogs-stream-prefix": "web",
            mode: "non-blocking",
            "max-buffer-size": "25m",
          },
        },
      },
    ]);
  });

  it("orders variables and secrets by name, whatever the order of declaration", () => {
    const one = containerDefinitions({ ...props, environment: { A: "1", B: "2", C: "3" } });
    const other = containerDefinitions({ ...props, environment: { C: "3", A: "1", B: "2" } });

    expect(other).toBe(one);
    expect(definitionOf({ secrets: { Z: "arn:z", Y: "arn:y" } })[0].secrets).toEqual([
      { name: "Y", valueFrom: "arn:y" },
      { name: "Z", valueFrom: "arn:z" },
    ]);
  });

  it("mounts a volume for every writable directory", () => {
    const [definition] = definitionOf({ writablePaths: ["/tmp", "/var/cache/app"] });

    expect(definition.mountPoints).toEqual([
      { sourceVolume: volumeName(0), containerPath: "/tmp", readOnly: false },
      { sourceVolume: volumeName(1), containerPath: "/var/cache/app", readOnly: false },
    ]);
  });

  it("preserves quotes, line breaks and every other character of a variable", () => {
    const value = 'say "hi"\n\ttwo\\n lines, größer, 日本, \u2028, {"a":1}';

    expect(definitionOf({ environment: { TEXT: value } })[0].environment).toEqual([
      { name: "TEXT", value },
    ]);
  });
});
