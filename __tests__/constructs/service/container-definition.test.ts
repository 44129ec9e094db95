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
  entryPoint: undefined,
  command: undefined,
  ecsExec: false,
  stopTimeoutSeconds: 45,
  environment: { PORT: "3000", LOG_LEVEL: "info" },
  secrets: {},
  writablePaths: ["/tmp"],
  writablePathSizeMiB: 64,
  volumePaths: [],
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
        linuxParameters: {
          initProcessEnabled: true,
          capabilities: { add: [], drop: ["ALL"] },
          tmpfs: [
            {
              containerPath: "/tmp",
              size: 64,
              mountOptions: ["mode=1777", "uid=1000", "gid=1000", "nosuid", "nodev", "exec"],
            },
          ],
        },
        mountPoints: [],
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

  it("gives every writable folder to the container's user, whatever the image contains", () => {
    const [{ linuxParameters }] = definitionOf({
      user: "1001",
      writablePaths: ["/tmp", "/var/cache/app"],
      writablePathSizeMiB: 128,
    });

    expect(linuxParameters.tmpfs).toEqual(
      ["/tmp", "/var/cache/app"].map((containerPath) => ({
        containerPath,
        size: 128,
        mountOptions: ["mode=1777", "uid=1001", "nosuid", "nodev", "exec"],
      })),
    );
  });

  it("runs another program than the image's when the service names one", () => {
    expect(
      definitionOf({ entryPoint: ["node"], command: ["server.js", "--verbose"] })[0],
    ).toMatchObject({
      entryPoint: ["node"],
      command: ["server.js", "--verbose"],
    });
    expect(definitionOf()[0]).not.toHaveProperty("entryPoint");
    expect(definitionOf()[0]).not.toHaveProperty("command");
  });

  it("has a writable file system while ECS Exec is on, whose agent writes to it", () => {
    expect(definitionOf({ ecsExec: true })[0].readonlyRootFilesystem).toBe(false);
  });

  it("has no folder in memory when none is writable", () => {
    const [{ linuxParameters }] = definitionOf({ writablePaths: [] });

    expect(linuxParameters).not.toHaveProperty("tmpfs");
  });

  it("mounts a volume for every folder on the disk", () => {
    const [definition] = definitionOf({ volumePaths: ["/data", "/var/cache/app"] });

    expect(definition.mountPoints).toEqual([
      { sourceVolume: volumeName(0), containerPath: "/data", readOnly: false },
      { sourceVolume: volumeName(1), containerPath: "/var/cache/app", readOnly: false },
    ]);
  });

  it.each([1, 80, 443, 1023])("lets a user that is not root listen on port %i", (port) => {
    expect(definitionOf({ port })[0]).toMatchObject({
      portMappings: [{ containerPort: port }],
      systemControls: [{ namespace: "net.ipv4.ip_unprivileged_port_start", value: "0" }],
    });
  });

  it.each([1024, 8080, 65535])("changes no kernel parameter for port %i", (port) => {
    expect(definitionOf({ port })[0]).not.toHaveProperty("systemControls");
  });

  it("preserves quotes, line breaks and every other character of a variable", () => {
    const value = 'say "hi"\n\ttwo\\n lines, größer, 日本, \u2028, {"a":1}';

    expect(definitionOf({ environment: { TEXT: value } })[0].environment).toEqual([
      { name: "TEXT", value },
    ]);
  });
});
