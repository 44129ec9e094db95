import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import type { EnvironmentInput } from "../../config/schema/environment";
import { environment as minimal } from "../../environments/minimal";
import { environment as small } from "../../environments/small";
import { environmentCost } from "../../scripts/cost/environment-cost";
import { parseStack, type SynthesizedStack } from "../../scripts/cost/synthesized-stack";
import { parse, resources } from "../support/synth";
import { synthComponent } from "../support/synth-environment";

function costOf(environment: EnvironmentInput) {
  const stacks: SynthesizedStack[] = [];
  for (const name of ["shared-identity", "app"]) {
    stacks.push(parseStack(name, synthComponent(environment, name), stacks));
  }
  return environmentCost("test", stacks);
}

const withNat = (availabilityZoneCount: number): EnvironmentInput => ({
  ...minimal,
  applications: {
    app: {
      ...minimal.applications.app,
      network: { type: "new", nat: "per-az", availabilityZoneCount },
    } as EnvironmentInput["applications"][string],
  },
});

describe("environments/small.ts", () => {
  const json = synthComponent(small, "app");

  it.each([2, 3])(
    "costs at most a third of the default with one NAT gateway in each of %i zones",
    (zones) => {
      expect(costOf(small).monthlyUsd).toBeLessThanOrEqual(costOf(withNat(zones)).monthlyUsd / 3);
    },
  );

  it("signs users in on every path, and lets nothing but the load balancer reach the tasks", () => {
    const [https] = resources(json, LbListener).filter(({ port }) => port === 443);
    const taskIngress = resources(json, VpcSecurityGroupIngressRule).filter(
      ({ from_port }) => from_port === 8080,
    );

    expect(https?.default_action).toMatchObject([{ type: "authenticate-cognito" }, {}]);
    expect(taskIngress).toHaveLength(1);
    expect(taskIngress[0]).toHaveProperty("referenced_security_group_id");
    expect(taskIngress[0]).not.toHaveProperty("cidr_ipv4");
  });

  it("keeps every log, and protects from deletion", () => {
    expect(Object.keys(parse(json).resource ?? {})).toEqual(
      expect.arrayContaining(["aws_flow_log", "aws_cloudwatch_log_group", "aws_s3_bucket"]),
    );
    expect(json).toContain('"enable_deletion_protection": true');
  });
});
