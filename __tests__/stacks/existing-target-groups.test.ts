import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { allowEgressToTargetGroups } from "../../stacks/existing-target-groups";
import { parse, resources } from "../support/synth";
import { synthApplication, withApplication } from "../support/synth-environment";

const arn = (name: string) =>
  `arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/${name}/0123456789abcdef`;

const withTargetGroups = (egresses: readonly (object | undefined)[]) =>
  synthApplication(
    withApplication({
      routes: egresses.map((egress, index) => ({
        conditions: { paths: [`/${index}/*`] },
        access: { type: "login" },
        target: {
          type: "target-group",
          arn: arn(`group-${index}`),
          ...(egress === undefined ? {} : { egress: egress as { port: number; cidr: string } }),
        },
      })),
    }),
  );

const egressOf = (json: string) =>
  resources(json, VpcSecurityGroupEgressRule)
    .filter(({ description }) => String(description).includes("an existing target group"))
    .map(({ from_port, to_port, cidr_ipv4, referenced_security_group_id }) => [
      from_port,
      to_port,
      cidr_ipv4 ?? referenced_security_group_id,
    ]);

describe(allowEgressToTargetGroups, () => {
  it("forwards to a group without creating it, and allows no egress by default", () => {
    const json = withTargetGroups([undefined]);

    expect(egressOf(json)).toEqual([]);
    expect(resources(json, LbListenerRule)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          action: [
            expect.objectContaining({ type: "authenticate-cognito", order: 1 }),
            { type: "forward", order: 2, target_group_arn: arn("group-0") },
          ],
        }),
      ]),
    );
  });

  it("allows egress to ranges and security groups, once each", () => {
    const json = withTargetGroups([
      { port: 8080, cidr: "10.9.0.0/16" },
      { port: 9090, securityGroupId: "sg-0a1b2c3d" },
      { port: 8080, cidr: "10.9.0.0/16" },
      undefined,
    ]);

    expect(egressOf(json)).toEqual(
      expect.arrayContaining([
        [8080, 8080, "10.9.0.0/16"],
        [9090, 9090, "sg-0a1b2c3d"],
      ]),
    );
    expect(egressOf(json)).toHaveLength(2);
  });

  it("adds no second rule for the destination that Cognito needs", () => {
    expect(egressOf(withTargetGroups([{ port: 443, cidr: "0.0.0.0/0" }]))).toEqual([]);
  });

  it("changes no other rule when a destination is removed or reordered", () => {
    const rules = (json: string) =>
      parse(json).resource?.[VpcSecurityGroupEgressRule.tfResourceType] ?? {};
    const one = { port: 8080, cidr: "10.9.0.0/16" };
    const other = { port: 9090, cidr: "10.8.0.0/16" };

    const both = rules(withTargetGroups([one, other]));
    for (const [name, rule] of Object.entries(rules(withTargetGroups([other])))) {
      expect(both[name]).toEqual(rule);
    }
    expect(rules(withTargetGroups([other, one]))).toEqual(both);
  });
});
