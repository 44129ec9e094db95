import { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { applicationNetwork } from "../../stacks/application-network";
import { parse, reference, resource, resourceCounts, resources } from "../support/synth";
import { synthApplication, withApplication } from "../support/synth-environment";

const existing = {
  type: "existing" as const,
  vpcId: "vpc-0a1b2c3d",
  publicSubnetIds: ["subnet-0000000a", "subnet-0000000b"],
  privateSubnetIds: ["subnet-0000000c", "subnet-0000000d", "subnet-0000000e"],
};

const networkTypes = [
  "aws_vpc",
  "aws_subnet",
  "aws_default_security_group",
  "aws_internet_gateway",
  "aws_egress_only_internet_gateway",
  "aws_eip",
  "aws_nat_gateway",
  "aws_route",
  "aws_route_table",
  "aws_route_table_association",
  "aws_vpc_endpoint",
  "aws_flow_log",
];

describe(applicationNetwork, () => {
  describe("with an existing VPC", () => {
    const json = synthApplication(withApplication({ network: existing }));

    it("creates nothing of the network", () => {
      const counts = resourceCounts(json);

      expect(networkTypes.filter((type) => counts[type] !== undefined)).toEqual([]);
      expect(counts.aws_cloudwatch_log_group).toBe(1);
      expect(Object.keys(parse(json).data ?? {}).sort()).toEqual([
        "aws_caller_identity",
        "aws_route53_zone",
        "aws_route_table",
        "aws_route_tables",
        "aws_subnet",
        "aws_vpc",
        "terraform_remote_state",
      ]);
    });

    it("places the load balancer, service and security groups in it", () => {
      expect(resource(json, Lb).subnets).toEqual(existing.publicSubnetIds);
      expect(resource(json, EcsService).network_configuration).toMatchObject({
        subnets: existing.privateSubnetIds,
      });
      expect(resource(json, LbTargetGroup).vpc_id).toBe(existing.vpcId);
      expect(resources(json, SecurityGroup).map(({ vpc_id }) => vpc_id)).toEqual([
        existing.vpcId,
        existing.vpcId,
      ]);
    });

    it("looks at the zones of public subnets only where there are any", () => {
      const checksOf = (network: typeof existing, internal = false) => {
        const changed = synthApplication(withApplication({ network, internal }));
        return JSON.stringify(parse(changed).data?.aws_vpc);
      };

      expect(checksOf(existing)).toContain("length(distinct([data.aws_subnet.");
      // Terraform rejects a condition without a reference.
      expect(checksOf({ ...existing, publicSubnetIds: [] }, true)).not.toContain("distinct(");
    });

    it("is dual-stack if the environment says so", () => {
      const dualStack = synthApplication(withApplication({ network: { ...existing, ipv6: true } }));

      expect(resource(dualStack, Lb).ip_address_type).toBe("dualstack");
      expect(resourceCounts(dualStack).aws_route53_record).toBe(3);
    });
  });

  describe("with a new VPC", () => {
    it("creates it with the declared range, zones and NAT gateways", () => {
      const json = synthApplication(
        withApplication({
          network: { type: "new", cidr: "10.7.0.0/20", availabilityZoneCount: 3, nat: "per-az" },
        }),
      );

      expect(resourceCounts(json)).toMatchObject({
        aws_vpc: 1,
        aws_subnet: 6,
        aws_nat_gateway: 3,
        aws_eip: 3,
      });
      expect(resource(json, Vpc)).toMatchObject({
        cidr_block: "10.7.0.0/20",
        tags: { Name: "test-app" },
      });
      expect(resource(json, EcsService).network_configuration).toEqual({
        subnets: [1, 2, 3].map((zone) =>
          reference(json, Subnet, "id", `network_private_subnets_${zone}_`),
        ),
        security_groups: [reference(json, SecurityGroup, "id", "services_web_service_")],
        assign_public_ip: false,
      });
    });
  });
});
