import * as z from "zod";
import { matches } from "./check";
import type { Kit } from "./kit";
import { cidrSchema } from "./ranges";

/** Where load balancer and services live. */
export function networkSchema(kit: Kit) {
  const subnetId = () =>
    kit.text(
      "subnet-00000000",
      matches(
        /^subnet-([0-9a-f]{8}|[0-9a-f]{17})$/,
        "must be a subnet id",
        'copy it from the VPC console, like "subnet-0a1b2c3d4e5f60718"',
      ),
    );
  return kit.variant(
    [
      kit.option({
        /** A VPC of the application's own. */
        type: z.literal("new"),
        /** IPv4 range of the VPC, /16 to /23; every subnet gets a sixteenth. @default "10.0.0.0/16" */
        cidr: cidrSchema(kit).default("10.0.0.0/16"),
        /** How many availability zones, 2 to 6; a load balancer needs two. @default 2 */
        availabilityZones: kit.integer({ min: 2, max: 6 }).default(2),
        /** One NAT gateway for all zones, or one per zone that survives the loss of another. @default "single" */
        nat: kit.choice(["single", "per-az"]).default("single"),
        /** Dual-stack: IPv6 beside IPv4. @default false */
        ipv6: kit.flag().default(false),
      }),
      kit.option({
        /** A VPC that is there already, with its routes, NAT and endpoints. */
        type: z.literal("existing"),
        /** Id of the VPC. */
        vpcId: kit.text(
          "vpc-00000000",
          matches(
            /^vpc-([0-9a-f]{8}|[0-9a-f]{17})$/,
            "must be a VPC id",
            'copy it from the VPC console, like "vpc-0a1b2c3d4e5f60718"',
          ),
        ),
        /** Subnets with a route to an internet gateway, in two availability zones or more. */
        publicSubnetIds: kit.list(subnetId(), { min: 2 }),
        /** Subnets with a route to a NAT gateway. */
        privateSubnetIds: kit.list(subnetId(), { min: 1 }),
        /** Whether the subnets have IPv6 ranges. @default false */
        ipv6: kit.flag().default(false),
      }),
    ],
    { type: "new", cidr: "10.0.0.0/16", availabilityZones: 2, nat: "single", ipv6: false },
  );
}
