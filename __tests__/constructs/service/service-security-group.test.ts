import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { LoadBalancerSecurityGroup } from "../../../constructs/load-balancer/load-balancer-security-group";
import {
  ServiceSecurityGroup,
  type ServiceSecurityGroupProps,
} from "../../../constructs/service/service-security-group";
import {
  address,
  expose,
  exposed,
  parse,
  reference,
  resources,
  synthStack,
} from "../../support/synth";

const synthGroup = (overrides: Partial<ServiceSecurityGroupProps> = {}) =>
  synthStack((stack) => {
    const loadBalancer = new LoadBalancerSecurityGroup(stack, "balancer", {
      name: "example-tasks",
      vpcId: "vpc-1",
      dualStack: false,
      deletionProtection: true,
    }).egress;
    const { securityGroupId, rules } = new ServiceSecurityGroup(stack, "security_group", {
      name: "example-tasks-web",
      serviceName: "web",
      vpcId: "vpc-1",
      port: 3000,
      loadBalancer,
      dualStack: false,
      egress: [],
      ...overrides,
    });
    expose(stack, { securityGroupId, rules: rules.map(({ fqn }) => fqn) });
  });

const ingressType = VpcSecurityGroupIngressRule.tfResourceType;
const groupOf = (json: string) => reference(json, SecurityGroup, "id", "security_group_");
const balancerOf = (json: string) => reference(json, SecurityGroup, "id", "balancer_");

const rulesOf = (json: string, type: typeof VpcSecurityGroupEgressRule) =>
  resources(json, type).filter(({ security_group_id }) => security_group_id === groupOf(json));

const toInternet = (json: string, range: object) => ({
  security_group_id: groupOf(json),
  ip_protocol: "tcp",
  from_port: 443,
  to_port: 443,
  description: "Image, logs, secrets, and the public keys that tokens are verified with",
  ...range,
  lifecycle: { create_before_destroy: true },
});

describe(ServiceSecurityGroup, () => {
  const json = synthGroup();

  it("allows ingress to the container's port from the load balancer only", () => {
    expect(resources(json, SecurityGroup)).toHaveLength(2);
    expect(json).toHaveResourceWithProperties(SecurityGroup, {
      name: "example-tasks-web",
      description: "Containers: ingress from the load balancer only",
      vpc_id: "vpc-1",
      tags: { Name: "example-tasks-web" },
    });
    expect(
      resources(json, VpcSecurityGroupIngressRule).filter(
        ({ security_group_id }) => security_group_id === groupOf(json),
      ),
    ).toEqual([
      {
        security_group_id: groupOf(json),
        ip_protocol: "tcp",
        from_port: 3000,
        to_port: 3000,
        referenced_security_group_id: balancerOf(json),
        description: "Requests and health checks of the load balancer",
        lifecycle: { create_before_destroy: true },
      },
    ]);
  });

  it("allows egress from the load balancer to the containers", () => {
    expect(resources(json, VpcSecurityGroupEgressRule)).toHaveLength(3);
    expect(json).toHaveResourceWithProperties(VpcSecurityGroupEgressRule, {
      lifecycle: { create_before_destroy: true },
      security_group_id: balancerOf(json),
      ip_protocol: "tcp",
      from_port: 3000,
      to_port: 3000,
      referenced_security_group_id: groupOf(json),
      description: "Requests and health checks to the containers",
    });
  });

  it("allows egress on 443 only by default", () => {
    expect(rulesOf(json, VpcSecurityGroupEgressRule)).toEqual([
      toInternet(json, { cidr_ipv4: "0.0.0.0/0" }),
    ]);
  });

  it("allows egress over IPv6 as well when dual-stack", () => {
    const dualStack = synthGroup({ dualStack: true });

    expect(rulesOf(dualStack, VpcSecurityGroupEgressRule)).toEqual([
      toInternet(dualStack, { cidr_ipv4: "0.0.0.0/0" }),
      toInternet(dualStack, { cidr_ipv6: "::/0" }),
    ]);
  });

  it("allows egress to every declared destination once", () => {
    const more = synthGroup({
      egress: [
        { port: 5432, cidr: "10.1.0.0/16", description: "Postgres" },
        { port: 6379, securityGroupId: "sg-redis", description: "Redis" },
        { port: 5432, cidr: "10.1.0.0/16", description: "Postgres again" },
        { port: 443, cidr: "0.0.0.0/0", description: "HTTPS, which is open already" },
      ],
    });
    const rules = rulesOf(more, VpcSecurityGroupEgressRule);

    expect(rules).toHaveLength(3);
    expect(rules).toEqual(
      expect.arrayContaining([
        toInternet(more, { cidr_ipv4: "0.0.0.0/0" }),
        expect.objectContaining({ from_port: 5432, to_port: 5432, cidr_ipv4: "10.1.0.0/16" }),
        {
          security_group_id: groupOf(more),
          ip_protocol: "tcp",
          from_port: 6379,
          to_port: 6379,
          referenced_security_group_id: "sg-redis",
          description: "Redis",
          lifecycle: { create_before_destroy: true },
        },
      ]),
    );
  });

  it("names the rules by port, so that those of a new port exist before the old ones are deleted", () => {
    const other = synthGroup({ port: 4000 });
    const ids = (from: string) => Object.keys(parse(from).resource?.[ingressType] ?? {});

    expect(ids(json).filter((id) => ids(other).includes(id))).toEqual([
      expect.stringMatching(/^balancer_http_/),
      expect.stringMatching(/^balancer_https_/),
    ]);
    expect(parse(json).moved).toEqual([
      {
        from: expect.stringMatching(
          /^aws_vpc_security_group_ingress_rule\.\w+_from_load_balancer_[0-9A-F]{8}$/,
        ),
        to: address(json, VpcSecurityGroupIngressRule, "security_group_from_load_balancer_3000_"),
      },
      {
        from: expect.stringMatching(
          /^aws_vpc_security_group_egress_rule\.\w+_services_web_[0-9A-F]{8}$/,
        ),
        to: address(json, VpcSecurityGroupEgressRule, "balancer_egress_services_web_3000_"),
      },
    ]);
  });

  it("exposes the rules of both directions as dependencies", () => {
    expect(exposed(json).securityGroupId).toBe(groupOf(json));
    expect(exposed(json).rules).toEqual([
      expect.stringMatching(
        /aws_vpc_security_group_ingress_rule\.security_group_from_load_balancer_3000_/,
      ),
      expect.stringMatching(
        /aws_vpc_security_group_egress_rule\.balancer_egress_services_web_3000_/,
      ),
      expect.stringMatching(/aws_vpc_security_group_egress_rule\.security_group_egress_https/),
    ]);
  });
});
