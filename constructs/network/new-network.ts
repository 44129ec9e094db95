import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import type { ITerraformDependable, TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { plainAddress } from "../plain-address";
import { AvailabilityZones } from "./availability-zones";
import { FlowLogs } from "./flow-logs";
import type { Network } from "./network";
import { PrivateRoutes } from "./private-routes";
import { PublicRoutes } from "./public-routes";
import { SubnetTier } from "./subnet-tier";

/** Properties for {@link NewNetwork}. */
export interface NewNetworkProps {
  readonly name: string;
  readonly region: string;
  /** IPv4 range of the VPC, /16 to /23. */
  readonly cidr: string;
  /** Number of availability zones, 2 to 6. */
  readonly availabilityZoneCount: number;
  /** `none`: no private subnets either, and tasks with public addresses. */
  readonly nat: "single" | "per-az" | "none";
  readonly dualStack: boolean;
  /** Which connections flow logs contain. */
  readonly flowLogs: "all" | "rejected" | "off";
  readonly flowLogDestination: "cloudwatch-logs" | "s3";
  /** Days until flow logs are deleted. */
  readonly logRetentionDays: number;
  /** Fails every plan that would delete or replace the VPC. */
  readonly deletionProtection: boolean;
}

/**
 * A new VPC: public subnets for the load balancer, private subnets for containers. Without a NAT gateway,
 * containers are in the public subnets too.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-example-private-subnets-nat.html
 */
export class NewNetwork extends Construct implements Network {
  readonly vpcId: string;
  readonly publicSubnetIds: string[];
  readonly privateSubnetIds: string[];
  readonly dualStack: boolean;
  readonly tasksHavePublicAddresses: boolean;
  readonly publicRoutes: readonly ITerraformDependable[];
  readonly privateRoutes: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: NewNetworkProps) {
    super(scope, id);
    const { name, dualStack } = props;
    const vpc = new Vpc(this, "vpc", {
      cidrBlock: props.cidr,
      enableDnsSupport: true,
      enableDnsHostnames: true,
      assignGeneratedIpv6CidrBlock: dualStack,
      tags: { Name: name },
      lifecycle: { preventDestroy: props.deletionProtection },
    });
    // Without any rule: a resource that names no security group can open and accept no connection.
    new DefaultSecurityGroup(this, "default_security_group", {
      vpcId: vpc.id,
      tags: { Name: `${name}-default-closed` },
    });
    const zones = new AvailabilityZones(this, "zones", {
      region: props.region,
      count: props.availabilityZoneCount,
    });
    const { subnetIds: publicSubnetIds, availabilityZones } = new SubnetTier(
      this,
      "public_subnets",
      {
        vpc,
        vpcCidr: props.cidr,
        zoneCount: props.availabilityZoneCount,
        zoneOf: (_, previousZones) => zones.next(previousZones),
        name,
        tier: "public",
        dualStack,
      },
    );
    const publicRoutes = new PublicRoutes(this, "public_routes", {
      vpcId: vpc.id,
      name,
      dualStack,
      subnetIds: publicSubnetIds,
    });
    const privateTier =
      props.nat === "none"
        ? undefined
        : this.privateTier({ ...props, nat: props.nat }, vpc, {
            subnetIds: publicSubnetIds,
            availabilityZones,
            routes: publicRoutes,
          });
    if (props.flowLogs !== "off") {
      new FlowLogs(this, "flow_logs", {
        vpcId: vpc.id,
        name,
        region: props.region,
        retentionDays: props.logRetentionDays,
        traffic: props.flowLogs,
        destination: props.flowLogDestination,
        deletionProtection: props.deletionProtection,
      });
    }
    this.vpcId = vpc.id;
    this.publicSubnetIds = publicSubnetIds;
    this.privateSubnetIds = privateTier?.subnetIds ?? [];
    this.tasksHavePublicAddresses = privateTier === undefined;
    this.dualStack = dualStack;
    this.publicRoutes = publicRoutes.routes.map(plainAddress);
    this.privateRoutes = privateTier?.routes.map(plainAddress) ?? [];
  }

  /** Private subnets, their egress through NAT gateways, and a gateway endpoint to S3. */
  private privateTier(
    { name, region, cidr, availabilityZoneCount, nat, dualStack }: PrivateTierProps,
    vpc: Vpc,
    publicTier: PublicTier,
  ): { readonly subnetIds: string[]; readonly routes: readonly TerraformResource[] } {
    const { subnetIds } = new SubnetTier(this, "private_subnets", {
      vpc,
      vpcCidr: cidr,
      zoneCount: availabilityZoneCount,
      // The zone of the NAT gateway, whatever the order of zones was when each subnet was created.
      zoneOf: (index) => publicTier.availabilityZones[index] ?? "",
      name,
      tier: "private",
      dualStack,
    });
    const { routes, routeTableIds } = new PrivateRoutes(this, "private_routes", {
      vpcId: vpc.id,
      name,
      dualStack,
      subnetIds,
      publicSubnetIds: publicTier.subnetIds,
      publicRoutes: publicTier.routes,
      nat,
    });
    // Image layers come from S3; through the gateway endpoint they cost no NAT traffic.
    new VpcEndpoint(this, "s3_endpoint", {
      vpcId: vpc.id,
      vpcEndpointType: "Gateway",
      serviceName: `com.amazonaws.${region}.s3`,
      routeTableIds,
      tags: { Name: `${name}-s3` },
    });
    return { subnetIds, routes };
  }
}

type PrivateTierProps = Omit<NewNetworkProps, "nat"> & { readonly nat: "single" | "per-az" };

/** What the private subnets need of the public ones. */
interface PublicTier {
  readonly subnetIds: readonly string[];
  readonly availabilityZones: readonly string[];
  readonly routes: PublicRoutes;
}
