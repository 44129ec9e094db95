import type * as z from "zod";
import type { Action, TargetGroup, TargetStickiness } from "../model/load-balancer.ts";
import { readAttachments } from "./lambda-targets.ts";
import type { ResourceReader } from "./resource-reader.ts";
import { healthCheck, targetGroupSchema } from "./schemas/target-group.ts";
import type { RegisteredService } from "./services.ts";
import { isOfApplication } from "./user-pool-references.ts";

/** The target groups that the stacks declare. */
export function readTargetGroups(
  reader: ResourceReader,
  services: readonly RegisteredService[],
): readonly TargetGroup[] {
  const attachments = readAttachments(reader);
  return reader
    .readWhere("aws_lb_target_group", targetGroupSchema, isOfApplication)
    .map(({ application, address, attributes, computed }) => {
      const arn = computed("arn");
      // Functions have health checks only where they are asked for.
      const isLambda = attributes.target_type === "lambda";
      const check =
        attributes.health_check ?? healthCheck.parse(isLambda ? { enabled: false } : {});
      const targetIds = attributes.targets.filter((id) => id !== undefined);
      const lambda = isLambda
        ? {
            ...attachments.lambdaOf(arn, targetIds),
            multiValueHeaders: attributes.lambda_multi_value_headers_enabled,
          }
        : undefined;
      const registered = services.find(({ targetGroupArn }) => targetGroupArn === arn)?.service;
      // ECS registers every task with its container's port, and the group's own port has no effect.
      const port = registered?.port ?? attachments.portOf(arn) ?? attributes.port;
      return {
        arn,
        address,
        application: registered?.application ?? application,
        name: computed("name"),
        // Where nothing of ECS is registered, a program can take the place of the targets.
        service: registered?.name ?? lambda?.name ?? computed("name"),
        port,
        ...(lambda && { lambda }),
        protocol: attributes.protocol,
        protocolVersion: attributes.protocol_version,
        stickiness: toStickiness(attributes.stickiness),
        healthCheck: {
          enabled: check.enabled,
          ...(typeof check.port === "number" && { port: check.port }),
          path: check.path,
          intervalSeconds: check.interval,
          timeoutSeconds: check.timeout,
          healthyThreshold: check.healthy_threshold,
          unhealthyThreshold: check.unhealthy_threshold,
          matcher: check.matcher,
        },
      };
    });
}

type TerraformStickiness = z.output<typeof targetGroupSchema>["stickiness"];

function toStickiness(block: TerraformStickiness): TargetStickiness | undefined {
  if (block === undefined || !block.enabled) return undefined;
  const { type, cookie_duration: durationSeconds, cookie_name: cookieName } = block;
  return type === "lb_cookie" ? { type, durationSeconds } : { type, durationSeconds, cookieName };
}

/** An existing target group: only its ARN is known. */
export function existingTargetGroup(arn: string): TargetGroup {
  const name = arn.split("/")[1] ?? arn;
  return {
    arn,
    name,
    address: arn,
    // A program can take its place under the name of the target group.
    service: name,
    port: 80,
    protocol: "HTTP",
    protocolVersion: "HTTP1",
    healthCheck: {
      enabled: false,
      path: "/",
      intervalSeconds: 30,
      timeoutSeconds: 5,
      healthyThreshold: 5,
      unhealthyThreshold: 2,
      matcher: "200",
    },
  };
}

/** The ARNs that an action chain forwards to. */
export function forwardedTo(actions: readonly Action[]): readonly string[] {
  return actions.flatMap((action) =>
    action.type === "forward" ? action.targetGroups.map(({ arn }) => arn) : [],
  );
}
