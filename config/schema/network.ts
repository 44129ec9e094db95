import * as z from "zod";
import { matches } from "./check";
import * as field from "./field";
import { cidrSchema } from "./ranges";

const subnetIdSchema = field.string(
  matches(
    /^subnet-([0-9a-f]{8}|[0-9a-f]{17})$/,
    "must be a subnet id",
    'copy it from the VPC console, like "subnet-0a1b2c3d4e5f60718"',
  ),
);

const newNetwork = field.object({
  /** A new VPC. */
  type: z.literal("new"),
  /** IPv4 range of the VPC, /16 to /23; every subnet gets one sixteenth. @default "10.0.0.0/16" */
  cidr: cidrSchema.default("10.0.0.0/16"),
  /** Number of availability zones, 2 to 6; a load balancer needs two. @default 2 */
  availabilityZoneCount: field.integer({ min: 2, max: 6 }).default(2),
  /**
   * One NAT gateway for all zones, or one per zone, which survives the loss of another zone. With `none`
   * there are no private subnets: tasks have public addresses, which accept connections of the load
   * balancer only. @default "single"
   */
  nat: field.oneOf(["single", "per-az", "none"]).default("single"),
  /** Dual-stack: IPv6 beside IPv4. @default false */
  ipv6: field.boolean().default(false),
  /**
   * Connections of the VPC that flow logs contain. CloudWatch Logs charges for every gigabyte that it
   * takes in: `rejected` costs a fraction of `all`. @default "all"
   */
  flowLogs: field.oneOf(["all", "rejected", "off"]).default("all"),
  /** Where flow logs go. A bucket costs half as much for each gigabyte, and can be searched with Athena only. @default "cloudwatch-logs" */
  flowLogDestination: field.oneOf(["cloudwatch-logs", "s3"]).default("cloudwatch-logs"),
});

const existingNetwork = field.object({
  /** An existing VPC, with its routes, NAT gateways and endpoints. */
  type: z.literal("existing"),
  /** Id of the VPC. */
  vpcId: field.string(
    matches(
      /^vpc-([0-9a-f]{8}|[0-9a-f]{17})$/,
      "must be a VPC id",
      'copy it from the VPC console, like "vpc-0a1b2c3d4e5f60718"',
    ),
  ),
  /** Subnets with a route to an internet gateway, in at least two availability zones. An internal load balancer needs none. @default - none */
  publicSubnetIds: field.list(subnetIdSchema).default(() => []),
  /** Subnets with a route to a NAT gateway; in at least two availability zones for an internal load balancer. */
  privateSubnetIds: field.list(subnetIdSchema, { min: 1 }),
  /** Whether the subnets have IPv6 ranges. @default false */
  ipv6: field.boolean().default(false),
});

/** VPC and subnets of the shared load balancer and of the services behind it. */
export const edgeNetworkSchema = field.variant([newNetwork, existingNetwork]);

/** VPC and subnets of load balancer and services. */
export const networkSchema = field.variant([
  newNetwork,
  existingNetwork,
  field.object({
    /** The network of another application of this environment, whose stack is deployed first. */
    type: z.literal("application"),
    /** Name of the application that creates the VPC, or uses an existing one. */
    application: field.string(),
  }),
  field.object({
    /** The network of the edge, which applications behind its load balancer always have. */
    type: z.literal("edge"),
  }),
]);
