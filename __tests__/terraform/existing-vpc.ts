import {
  AssociateRouteTableCommand,
  AttachInternetGatewayCommand,
  CreateInternetGatewayCommand,
  CreateNatGatewayCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DescribeRouteTablesCommand,
  EC2Client,
  ModifyVpcAttributeCommand,
} from "@aws-sdk/client-ec2";
import type { EmulatedAws } from "./emulated-aws";

const credentials = { accessKeyId: "test", secretAccessKey: "test" };

/** Client of the networks in moto. */
export function networkClient(aws: EmulatedAws): EC2Client {
  return new EC2Client({ ...aws, credentials });
}

/** A VPC in moto that no stack has created, with two public subnets and one private subnet. */
export interface ExistingVpc {
  readonly vpcId: string;
  readonly publicSubnetIds: string[];
  readonly privateSubnetIds: string[];
}

/**
 * Creates a VPC as a user has one: public subnets whose route table leads to an internet gateway, and a
 * private one without a table of its own, since the VPC's main table leads to a NAT gateway.
 */
export async function createExistingVpc(
  aws: EmulatedAws,
  cidrPrefix: string,
  { defaultRoutes = true } = {},
): Promise<ExistingVpc> {
  const ec2 = networkClient(aws);
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: `${cidrPrefix}.0.0/16` }));
  const vpcId = Vpc?.VpcId ?? "";
  const subnet = async (zone: string, third: number) => {
    const { Subnet } = await ec2.send(
      new CreateSubnetCommand({
        VpcId: vpcId,
        CidrBlock: `${cidrPrefix}.${third}.0/24`,
        AvailabilityZone: `${aws.region}${zone}`,
      }),
    );
    return Subnet?.SubnetId ?? "";
  };
  const publicSubnetIds = [await subnet("a", 0), await subnet("b", 1)];
  const privateSubnetIds = [await subnet("a", 2)];
  const vpc = { vpcId, publicSubnetIds, privateSubnetIds };
  if (defaultRoutes) await addDefaultRoutes(ec2, vpc);
  ec2.destroy();
  return vpc;
}

async function addDefaultRoutes(
  ec2: EC2Client,
  { vpcId: VpcId, publicSubnetIds }: ExistingVpc,
): Promise<void> {
  const anywhere = { DestinationCidrBlock: "0.0.0.0/0" };
  const { InternetGateway } = await ec2.send(new CreateInternetGatewayCommand({}));
  const GatewayId = InternetGateway?.InternetGatewayId;
  await ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId: GatewayId, VpcId }));
  const { RouteTable } = await ec2.send(new CreateRouteTableCommand({ VpcId }));
  const RouteTableId = RouteTable?.RouteTableId;
  await ec2.send(new CreateRouteCommand({ RouteTableId, GatewayId, ...anywhere }));
  for (const SubnetId of publicSubnetIds) {
    await ec2.send(new AssociateRouteTableCommand({ RouteTableId, SubnetId }));
  }
  const { NatGateway } = await ec2.send(
    new CreateNatGatewayCommand({ SubnetId: publicSubnetIds[0], ConnectivityType: "private" }),
  );
  const { RouteTables = [] } = await ec2.send(
    new DescribeRouteTablesCommand({
      Filters: [
        { Name: "vpc-id", Values: [VpcId] },
        { Name: "association.main", Values: ["true"] },
      ],
    }),
  );
  await ec2.send(
    new CreateRouteCommand({
      RouteTableId: RouteTables[0]?.RouteTableId,
      NatGatewayId: NatGateway?.NatGatewayId,
      ...anywhere,
    }),
  );
}

/** Turns DNS resolution of a VPC off. */
export async function turnDnsOff(aws: EmulatedAws, VpcId: string): Promise<void> {
  const ec2 = networkClient(aws);
  await ec2.send(new ModifyVpcAttributeCommand({ VpcId, EnableDnsSupport: { Value: false } }));
  ec2.destroy();
}
