import { describeWithTerraform } from "./describe-with-tools";
import { type Moto, startMoto } from "./moto";

interface Deployment {
  readonly serviceDeploymentArn: string;
  readonly targetServiceRevisionArn: string;
  readonly status: string;
  readonly statusReason?: string;
}

const brokenImage = `registry.example.com/web@sha256:${"b".repeat(64)}`;

/**
 * The calls with which version 6 of the AWS provider waits for a deployment: it finds the service's
 * primary deployment, then the service deployment whose revision has its id, then that one's status.
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/v6.25.0/internal/service/ecs/service.go
 */
describeWithTerraform("deployments of an emulated ECS service", (tools) => {
  let moto: Moto;

  async function ecs<T>(operation: string, input: object): Promise<T> {
    const response = await fetch(moto.url, {
      method: "POST",
      body: JSON.stringify(input),
      headers: {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": `AmazonEC2ContainerServiceV20141113.${operation}`,
        authorization: "AWS4-HMAC-SHA256 Credential=test/20260101/eu-central-1/ecs/aws4_request",
      },
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${operation} returned ${response.status}: ${text}`);
    return JSON.parse(text) as T;
  }

  async function registerTask(image: string): Promise<string> {
    const { taskDefinition } = await ecs<{ taskDefinition: { taskDefinitionArn: string } }>(
      "RegisterTaskDefinition",
      { family: "web", containerDefinitions: [{ name: "web", image, memory: 512 }] },
    );
    return taskDefinition.taskDefinitionArn;
  }

  /** The deployment that provider 6 would follow after an operation at this time. */
  async function deploymentSince(operationTimeSeconds: number): Promise<Deployment | undefined> {
    const { services } = await ecs<{
      services: { deployments: { id: string; status: string; createdAt: number }[] }[];
    }>("DescribeServices", { cluster: "c", services: ["web"] });
    const primary = services[0]?.deployments.find(({ status }) => status === "PRIMARY");
    if (primary === undefined || primary.createdAt <= operationTimeSeconds) return undefined;
    const [, taskSet = ""] = primary.id.split("/");
    const { serviceDeployments: briefs } = await ecs<{ serviceDeployments: Deployment[] }>(
      "ListServiceDeployments",
      { cluster: "c", service: "web", createdAt: { after: operationTimeSeconds } },
    );
    const brief = briefs.find(({ targetServiceRevisionArn }) =>
      targetServiceRevisionArn.includes(taskSet),
    );
    const { serviceDeployments } = await ecs<{ serviceDeployments: Deployment[] }>(
      "DescribeServiceDeployments",
      { serviceDeploymentArns: [brief?.serviceDeploymentArn] },
    );
    return serviceDeployments[0];
  }

  beforeAll(async () => {
    moto = await startMoto({ python: tools().motoPython, brokenImage });
    await ecs("CreateCluster", { clusterName: "c" });
  });

  afterAll(() => moto?.stop());

  it("end with success after the creation of the service", async () => {
    const before = Date.now() / 1000;
    await ecs("CreateService", {
      cluster: "c",
      serviceName: "web",
      taskDefinition: await registerTask("registry.example.com/web:1"),
      desiredCount: 1,
    });

    expect(await deploymentSince(before)).toMatchObject({ status: "SUCCESSFUL" });
  });

  it("end with success after an update", async () => {
    const before = Date.now() / 1000;
    const taskDefinition = await registerTask("registry.example.com/web:2");
    await ecs("UpdateService", { cluster: "c", service: "web", taskDefinition });

    expect(await deploymentSince(before)).toMatchObject({ status: "SUCCESSFUL" });
    expect(await deploymentSince(Date.now() / 1000)).toBeUndefined();
  });

  it("end with AWS's reason when the circuit breaker rolls an update back", async () => {
    const circuitBreaker = { enable: true, rollback: true };
    await ecs("UpdateService", {
      cluster: "c",
      service: "web",
      deploymentConfiguration: { deploymentCircuitBreaker: circuitBreaker },
    });
    const before = Date.now() / 1000;
    const taskDefinition = await registerTask(brokenImage);
    await ecs("UpdateService", { cluster: "c", service: "web", taskDefinition });

    expect(await deploymentSince(before)).toMatchObject({
      status: "ROLLBACK_SUCCESSFUL",
      statusReason: expect.stringContaining("circuit breaker"),
    });
  });
});
