import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import {
  TaskDefinition,
  type TaskDefinitionProps,
} from "../../../constructs/service/task-definition";
import {
  address,
  expose,
  exposed,
  jsonText,
  resource,
  resources,
  synthStack,
} from "../../support/synth";
import { fixedImage, testImage } from "../../support/synth-service";

const synthTask = (image: string | undefined, overrides: Partial<TaskDefinitionProps> = {}) =>
  synthStack((stack) => {
    const { taskDefinitionArn } = new TaskDefinition(stack, "task_definition", {
      region: "eu-central-1",
      image: testImage(stack, image),
      port: 8080,
      cpuUnits: 512,
      memoryMiB: 2048,
      architecture: "ARM64",
      entryPoint: undefined,
      command: undefined,
      ecsExec: false,
      stopTimeoutSeconds: 30,
      environment: { PORT: "8080" },
      secrets: { TOKEN: "arn:aws:ssm:eu-central-1:111122223333:parameter/token" },
      user: "1000:1000",
      writablePaths: ["/tmp"],
      writablePathSizeMiB: 64,
      volumePaths: ["/data", "/cache"],
      family: "example-tasks-web",
      containerName: "web",
      executionRoleArn: "execution-role-arn",
      taskRoleArn: "task-role-arn",
      logGroupName: "/example-tasks-web/containers",
      ...overrides,
    });
    expose(stack, { taskDefinitionArn });
  });

describe(TaskDefinition, () => {
  const json = synthTask(fixedImage);

  it("is one Fargate task with two roles, and keeps old revisions", () => {
    expect(resources(json, EcsTaskDefinition)).toEqual([
      {
        family: "example-tasks-web",
        requires_compatibilities: ["FARGATE"],
        network_mode: "awsvpc",
        cpu: "512",
        memory: "2048",
        runtime_platform: { cpu_architecture: "ARM64", operating_system_family: "LINUX" },
        execution_role_arn: "execution-role-arn",
        task_role_arn: "task-role-arn",
        volume: [{ name: "volume-1" }, { name: "volume-2" }],
        skip_destroy: true,
        container_definitions: expect.any(String),
      },
    ]);
    expect(exposed(json).taskDefinitionArn).toBe(`\${${address(json, EcsTaskDefinition)}.arn}`);
  });

  it.each(["ARM64", "X86_64"] as const)("runs on %s", (architecture) => {
    const task = resource(synthTask(fixedImage, { architecture }), EcsTaskDefinition);

    expect(task.runtime_platform).toEqual({
      cpu_architecture: architecture,
      operating_system_family: "LINUX",
    });
  });

  it("describes its container as JSON text", () => {
    expect(jsonText(resource(json, EcsTaskDefinition).container_definitions)).toEqual([
      expect.objectContaining({
        name: "web",
        image: fixedImage,
        environment: [{ name: "PORT", value: "8080" }],
        secrets: [
          {
            name: "TOKEN",
            valueFrom: "arn:aws:ssm:eu-central-1:111122223333:parameter/token",
          },
        ],
        readonlyRootFilesystem: true,
      }),
    ]);
  });

  it("does not exist while it has no image, and runs the image of the variable", () => {
    const pending = synthTask(undefined);
    const task = resource(pending, EcsTaskDefinition);

    expect(task.count).toBe('${var.web_image == "none" ? 0 : 1}');
    expect(jsonText(task.container_definitions)).toEqual([
      expect.objectContaining({ image: "${var.web_image}" }),
    ]);
    expect(exposed(pending).taskDefinitionArn).toBe(
      `\${one(${address(pending, EcsTaskDefinition)}[*].arn)}`,
    );
  });
});
