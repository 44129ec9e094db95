import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { TerraformStack } from "cdktf";
import { declareServices, targetGroupArnOf } from "../../stacks/application-services";
import {
  jsonText,
  parse,
  reference,
  resource,
  resourceCounts,
  resources,
  testApp,
} from "../support/synth";
import { checked, synthApplication, withApplication } from "../support/synth-environment";
import { testNetwork } from "../support/synth-network";

interface Container {
  readonly name: string;
  readonly environment: readonly { readonly name: string; readonly value: string }[];
}

/** An application with a service of each name, all of which require login. */
const withServices = (services: Record<string, object>) => {
  const [first = "web"] = Object.keys(services);
  return withApplication({
    services,
    routes: Object.keys(services).map((service) => ({
      conditions: { paths: [`/${service}/*`] },
      access: { type: "login" },
      target: { type: "service", service },
    })),
    defaultRoute: { target: { type: "service", service: first } },
  });
};

const container = (json: string, prefix: string): Container => {
  const text = resource(json, EcsTaskDefinition, prefix).container_definitions;
  const [found] = jsonText(text) as [Container];
  return found;
};

describe("services of an application", () => {
  const json = synthApplication(
    withServices({
      web: { port: 3000, environment: { LOG_LEVEL: "debug" }, deregistrationDelaySeconds: 25 },
      api: { port: 9000, healthCheckPath: "/ready", scaling: { minCapacity: 3, maxCapacity: 9 } },
    }),
  );

  it("each have their own target group, repository, task definition and ECS service", () => {
    expect(resourceCounts(json)).toMatchObject({
      aws_lb_target_group: 2,
      aws_ecr_repository: 2,
      aws_ecs_task_definition: 2,
      aws_ecs_service: 2,
      aws_appautoscaling_target: 2,
      aws_appautoscaling_policy: 4,
      aws_ecs_cluster: 1,
      aws_lb: 1,
    });
    expect(resources(json, EcrRepository).map(({ name }) => name)).toEqual([
      "test/app/api",
      "test/app/web",
    ]);
    expect(resource(json, LbTargetGroup, "services_api_target_group_")).toMatchObject({
      name_prefix: "api-",
      tags: { Name: "test-app-api" },
      port: 80,
      deregistration_delay: "10",
      health_check: { path: "/ready" },
    });
    expect(resource(json, LbTargetGroup, "services_web_target_group_")).toMatchObject({
      name_prefix: "web-",
      port: 80,
      deregistration_delay: "25",
      health_check: { path: "/readyz" },
    });
  });

  it("each register with their own target group", () => {
    for (const [service, port] of [
      ["web", 3000],
      ["api", 9000],
    ] as const) {
      expect(resource(json, EcsService, `services_${service}_service_`)).toMatchObject({
        name: service,
        load_balancer: [
          {
            target_group_arn: reference(
              json,
              LbTargetGroup,
              "arn",
              `services_${service}_target_group_`,
            ),
            container_name: service,
            container_port: port,
          },
        ],
      });
    }
  });

  it("each get the contract for their own port, and the user's variables", () => {
    const variables = (prefix: string) =>
      container(json, prefix).environment.map(({ name, value }) => [name, value]);

    expect(variables("services_web_")).toEqual(
      expect.arrayContaining([
        ["PORT", "3000"],
        ["LOG_LEVEL", "debug"],
      ]),
    );
    expect(variables("services_api_")).toContainEqual(["PORT", "9000"]);
    expect(variables("services_web_").length).toBe(variables("services_api_").length + 1);
  });

  it("may have any name, even one of an output or another construct", () => {
    const names = ["names", "image", "outputs", "web-image", "web", "services", "s", "x"];
    const odd = synthApplication(withServices(Object.fromEntries(names.map((name) => [name, {}]))));

    expect(
      resources(odd, EcsService)
        .map(({ name }) => name)
        .sort(),
    ).toEqual([...names].sort());
    expect(Object.keys(parse(odd).variable ?? {}).sort()).toEqual(
      names.map((name) => `${name.replace("-", "_")}_image`).sort(),
    );
  });

  it("fail when a rule forwards to a service that is not declared", () => {
    const { services } = checked(withApplication({})).applications.app ?? {};
    if (services === undefined) throw new Error("the fixture has no services");
    const stack = new TerraformStack(testApp(), "stack");

    const declared = declareServices(stack, services, testNetwork(), "test-app");

    expect(() => targetGroupArnOf(declared, "other")).toThrow(
      'The application has no service "other"',
    );
  });
});
