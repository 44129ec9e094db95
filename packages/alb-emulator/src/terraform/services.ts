import type * as z from "zod";
import type { Service } from "../model/load-balancer.ts";
import type { Issues } from "./reader-issues.ts";
import type { Resource, ResourceReader } from "./resource-reader.ts";
import { ecsServiceSchema, taskDefinitionSchema } from "./schemas/service.ts";

/** A service, the target group its containers register with, and their security groups. */
export interface RegisteredService {
  readonly service: Service;
  readonly targetGroupArn: string;
  readonly securityGroupIds: readonly string[];
}

type EcsService = Resource<z.output<typeof ecsServiceSchema>>;
type TaskDefinition = Resource<z.output<typeof taskDefinitionSchema>>;

/** Services that a load balancer forwards to. `count` is ignored: the emulator needs no image. */
export function readServices(reader: ResourceReader, issues: Issues): readonly RegisteredService[] {
  const taskDefinitions = reader.read("aws_ecs_task_definition", taskDefinitionSchema);
  return reader.read("aws_ecs_service", ecsServiceSchema).flatMap((service) => {
    const { task_definition: named } = service.attributes;
    const taskDefinition = taskDefinitions.find((each) => isNamed(each, named));
    if (taskDefinition !== undefined) return registrations(service, taskDefinition, issues);
    issues.add(
      `${service.address}: task_definition ${service.attributes.task_definition} is not declared in any stack, so its container is unknown. Add the stack that declares it.`,
    );
    return [];
  });
}

/** By ARN, `family:revision`, or `family` for the latest revision. */
function isNamed({ attributes, computed }: TaskDefinition, named: string): boolean {
  const arn = computed("arn");
  return named === arn || arn.endsWith(`:task-definition/${named}`) || named === attributes.family;
}

function registrations(
  { attributes, address, application }: EcsService,
  taskDefinition: TaskDefinition,
  issues: Issues,
): readonly RegisteredService[] {
  return attributes.load_balancer.flatMap((registration) => {
    const container = taskDefinition.attributes.container_definitions.find(
      ({ name }) => name === registration.container_name,
    );
    if (container === undefined) {
      issues.add(
        `${address}: load_balancer.container_name ${registration.container_name} is not a container of ${taskDefinition.address}, and AWS rejects the service. Name one of its containers.`,
      );
      return [];
    }
    return [
      {
        targetGroupArn: registration.target_group_arn,
        securityGroupIds: attributes.network_configuration.security_groups,
        service: {
          application,
          name: attributes.name,
          containerName: container.name,
          port: registration.container_port,
          environment: Object.fromEntries(
            container.environment.map(({ name, value }) => [name, value]),
          ),
          secrets: container.secrets.map(({ name }) => name),
        },
      },
    ];
  });
}
