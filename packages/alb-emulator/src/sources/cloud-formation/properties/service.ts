import { isObject, type Json, type JsonObject } from "../../../terraform/terraform-stack.ts";
import { reasonOf } from "../unresolved.ts";
import type { ResourceMapping } from "./mapping.ts";
import { objectsIn, present, snakeCase, snakeCaseValue } from "./snake-case.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-service.html */
export const service: ResourceMapping = {
  type: "aws_ecs_service",
  ref: "arn",
  values: { Name: "name", ServiceArn: "arn" },
  propertyNames: { name: "ServiceName", load_balancer: "LoadBalancers" },
  toAttributes: (
    {
      ServiceName: name,
      TaskDefinition: taskDefinition,
      LoadBalancers: registrations,
      NetworkConfiguration: network,
    },
    { logicalId },
  ) => {
    const vpc = isObject(network) ? network.AwsvpcConfiguration : undefined;
    return present({
      // CloudFormation's own name ends in random characters, and nobody could type it.
      name: name ?? withoutHash(logicalId),
      task_definition: taskDefinition,
      network_configuration: isObject(vpc) ? snakeCase(vpc) : undefined,
      load_balancer: registrations === undefined ? undefined : snakeCaseValue(registrations),
    });
  },
};

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-taskdefinition.html */
export const taskDefinition: ResourceMapping = {
  type: "aws_ecs_task_definition",
  ref: "arn",
  values: { TaskDefinitionArn: "arn" },
  propertyNames: { container_definitions: "ContainerDefinitions" },
  toAttributes: ({ Family: family, ContainerDefinitions: containers = [] }, { generatedName }) => ({
    family: family ?? generatedName(255),
    container_definitions:
      reasonOf(containers) === undefined
        ? JSON.stringify(objectsIn(containers).map(toContainer))
        : containers,
  }),
};

export const cluster: ResourceMapping = {
  type: "aws_ecs_cluster",
  ref: "name",
  values: { Arn: "arn" },
  toAttributes: ({ ClusterName: name }, { generatedName }) => ({
    name: name ?? generatedName(255),
  }),
};

/** AWS CDK appends eight digits of a hash to every logical id. */
export function withoutHash(logicalId: string): string {
  return logicalId.replace(/(?<=.)[0-9A-F]{8}$/, "");
}

/**
 * A variable whose value only AWS knows, such as the address of a database, becomes one that the
 * developer's own environment supplies, as secrets do.
 */
function toContainer(container: JsonObject): JsonObject {
  const environment = objectsIn(container.Environment);
  const isKnown = ({ Value: value }: JsonObject) => reasonOf(value) === undefined;
  const unknown = environment.filter((variable) => !isKnown(variable));
  const files = container.EnvironmentFiles;
  return present({
    name: container.Name,
    essential: container.Essential,
    environment: environment.filter(isKnown).map(({ Name: name = "", Value: value = "" }) => ({
      name,
      value: String(value),
    })),
    environmentFiles: Array.isArray(files) ? files : undefined,
    secrets: [
      ...objectsIn(container.Secrets).map(({ Name: name = "" }) => secret(name)),
      ...unknown.map(({ Name: name = "" }) => secret(name)),
    ],
  });
}

/** Only the name matters: the emulator asks no store of secrets. */
function secret(name: Json): JsonObject {
  return { name, valueFrom: "AWS" };
}
