import * as z from "zod";
import { block, blocks, boolean, ignoring, jsonText, number } from "./builders.ts";

const networkConfiguration = z.strictObject({
  ...ignoring("assign_public_ip", "subnets"),
  security_groups: z.array(z.string()).default([]),
});

/** @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_service */
export const ecsServiceSchema = z.looseObject({
  name: z.string(),
  task_definition: z.string(),
  network_configuration: block(networkConfiguration).prefault({}),
  load_balancer: blocks(
    z.strictObject({
      ...ignoring("advanced_configuration", "elb_name"),
      container_name: z.string(),
      container_port: number,
      target_group_arn: z.string(),
    }),
  ).default([]),
});

const nameAndValue = z.strictObject({ name: z.string(), value: z.string() });

/** One entry of the JSON text in `container_definitions`. */
export const containerDefinitionSchema = z.looseObject({
  name: z.string(),
  essential: boolean.default(true),
  environment: z.array(nameAndValue).default([]),
  environmentFiles: z
    .array(z.unknown())
    .max(0, "the emulator does not fetch environment files")
    .default([]),
  secrets: z.array(z.strictObject({ name: z.string(), valueFrom: z.string() })).default([]),
});

/** @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_task_definition */
export const taskDefinitionSchema = z.looseObject({
  family: z.string(),
  container_definitions: jsonText(
    z.array(containerDefinitionSchema, { error: "expected a list of containers as JSON" }).min(1),
  ),
});
