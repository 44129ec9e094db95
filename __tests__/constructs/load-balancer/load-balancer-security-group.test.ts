import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import type { LoadBalancerEgress } from "../../../constructs/load-balancer/load-balancer-reference";
import { LoadBalancerSecurityGroup } from "../../../constructs/load-balancer/load-balancer-security-group";
import { reference, resourceCounts, resources, synthStack } from "../../support/synth";

const synthGroup = (
  dualStack: boolean,
  then: (group: LoadBalancerEgress) => void = () => undefined,
) =>
  synthStack((stack) => {
    then(
      new LoadBalancerSecurityGroup(stack, "security_group", {
        name: "example-tasks",
        vpcId: "vpc-1",
        dualStack,
        deletionProtection: true,
      }).egress,
    );
  });

const ingress = (json: string, port: number, range: object) => ({
  security_group_id: reference(json, SecurityGroup, "id"),
  ip_protocol: "tcp",
  from_port: port,
  to_port: port,
  description: port === 443 ? "HTTPS from anywhere" : "HTTP from anywhere, only to redirect",
  ...range,
});

const egress = (json: string, port: number, description: string, range: object) => ({
  security_group_id: reference(json, SecurityGroup, "id"),
  ip_protocol: "tcp",
  from_port: port,
  to_port: port,
  description,
  ...range,
  lifecycle: { create_before_destroy: true },
});

describe(LoadBalancerSecurityGroup, () => {
  it("creates a security group without inline rules", () => {
    const json = synthGroup(false);

    expect(resources(json, SecurityGroup)).toEqual([
      {
        name: "example-tasks-load-balancer",
        description: "Load balancer: ingress from anywhere, egress to services and Cognito only",
        vpc_id: "vpc-1",
        tags: { Name: "example-tasks-load-balancer" },
        lifecycle: { prevent_destroy: true },
      },
    ]);
    expect(resourceCounts(json)).toEqual({
      aws_security_group: 1,
      aws_vpc_security_group_ingress_rule: 2,
      aws_vpc_security_group_egress_rule: 1,
    });
  });

  it("allows ingress from anywhere on 443 and 80 only", () => {
    const json = synthGroup(false);

    expect(resources(json, VpcSecurityGroupIngressRule)).toEqual(
      [80, 443].map((port) => ingress(json, port, { cidr_ipv4: "0.0.0.0/0" })),
    );
  });

  it("allows ingress over IPv4 and IPv6 when dual-stack", () => {
    const json = synthGroup(true);

    const rules = resources(json, VpcSecurityGroupIngressRule);
    expect(rules).toHaveLength(4);
    expect(rules).toEqual(
      expect.arrayContaining(
        [80, 443].flatMap((port) => [
          ingress(json, port, { cidr_ipv4: "0.0.0.0/0" }),
          ingress(json, port, { cidr_ipv6: "::/0" }),
        ]),
      ),
    );
  });

  it.each([false, true])(
    "allows egress to Cognito over IPv4 on 443 (dual-stack: %s)",
    (dualStack) => {
      const json = synthGroup(dualStack);

      expect(resources(json, VpcSecurityGroupEgressRule)).toEqual([
        egress(json, 443, "Token and user info endpoints of Cognito", { cidr_ipv4: "0.0.0.0/0" }),
      ]);
    },
  );

  it("allows egress to services and to existing target groups", () => {
    const json = synthGroup(false, (group) => {
      group.allowEgressToService("web", {
        port: 8080,
        securityGroupId: "sg-1",
        description: "Service",
      });
      group.allowEgressToTargetGroup({ port: 9000, cidr: "10.1.0.0/16", description: "Range" });
    });

    const rules = resources(json, VpcSecurityGroupEgressRule);
    expect(rules).toHaveLength(3);
    expect(rules).toEqual(
      expect.arrayContaining([
        egress(json, 8080, "Service", { referenced_security_group_id: "sg-1" }),
        egress(json, 9000, "Range", { cidr_ipv4: "10.1.0.0/16" }),
      ]),
    );
  });

  it("creates one rule for a destination that is declared twice, since AWS rejects a second", () => {
    let same = false;
    const json = synthGroup(false, (group) => {
      const range = { port: 80, cidr: "10.1.0.0/16" };
      const first = group.allowEgressToTargetGroup({ ...range, description: "One" });
      same = first === group.allowEgressToTargetGroup({ ...range, description: "Two" });
      group.allowEgressToTargetGroup({
        port: 443,
        cidr: "0.0.0.0/0",
        description: "As Cognito's",
      });
    });

    expect(same).toBe(true);
    expect(resources(json, VpcSecurityGroupEgressRule).map((rule) => rule.description)).toEqual([
      "Token and user info endpoints of Cognito",
      "One",
    ]);
  });
});
