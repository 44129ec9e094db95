import { parse } from "../support/synth";
import { synthApplication, withApplication } from "../support/synth-environment";

/** Names that AWS and the provider accept. */
const limits: Record<string, { attribute: string; maxLength: number; pattern: RegExp }> = {
  aws_lb: {
    attribute: "name",
    maxLength: 32,
    pattern: /^(?!internal-)[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/,
  },
  aws_lb_target_group: {
    attribute: "name_prefix",
    maxLength: 6,
    pattern: /^[A-Za-z0-9][A-Za-z0-9-]*$/,
  },
  aws_s3_bucket: { attribute: "bucket_prefix", maxLength: 37, pattern: /^[a-z0-9][a-z0-9.-]*$/ },
  aws_iam_role: { attribute: "name", maxLength: 64, pattern: /^[\w+=,.@-]+$/ },
  aws_iam_role_policy: { attribute: "name", maxLength: 128, pattern: /^[\w+=,.@-]+$/ },
  aws_security_group: {
    attribute: "name",
    maxLength: 255,
    pattern: /^(?!sg-)[A-Za-z0-9 ._\-:/()#,@[\]+=&;{}!$*]+$/,
  },
  aws_ecs_cluster: { attribute: "name", maxLength: 255, pattern: /^[A-Za-z0-9_-]+$/ },
  aws_ecs_service: { attribute: "name", maxLength: 255, pattern: /^[A-Za-z0-9_-]+$/ },
  aws_ecs_task_definition: { attribute: "family", maxLength: 255, pattern: /^[A-Za-z0-9_-]+$/ },
  aws_ecr_repository: {
    attribute: "name",
    maxLength: 256,
    pattern: /^(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*$/,
  },
  aws_cloudwatch_log_group: { attribute: "name", maxLength: 512, pattern: /^(?!aws\/)[\w.\-/#]+$/ },
  aws_cognito_user_pool_client: { attribute: "name", maxLength: 128, pattern: /^[\w\s+=,.@-]+$/ },
  aws_appautoscaling_policy: { attribute: "name", maxLength: 255, pattern: /^[^\s]+$/ },
};

/** Descriptions that AWS accepts for a security group and its rules. */
const securityGroupDescription = /^[A-Za-z0-9. _\-:/()#,@[\]+=&;{}!$*]{0,255}$/;

/** 32 characters with the application's name, and 64 with the service's and the longest suffix. */
const longest = withApplication(
  { services: { ["s".repeat(64 - 32 - "-".length - "-execution".length)]: {} } },
  { name: `e${"n".repeat(27)}` },
);
const shortest = withApplication({ services: { s: {} } }, { name: "e" });

describe("composed names", () => {
  const inputs = [
    ["the longest legal parts", synthApplication(longest)],
    ["the shortest legal parts", synthApplication(shortest)],
  ] as const;

  it.each(inputs)("are valid in AWS when composed of %s", (_, json) => {
    for (const [type, { attribute, maxLength, pattern }] of Object.entries(limits)) {
      const blocks = Object.values(parse(json).resource?.[type] ?? {});
      expect([type, blocks.length > 0]).toEqual([type, true]);
      for (const block of blocks) {
        const name = String(block[attribute]);
        expect(name.length).toBeLessThanOrEqual(maxLength);
        expect(name).toMatch(pattern);
      }
    }
  });

  it("reach the limit of AWS: it would reject one more character", () => {
    const [, json] = inputs[0];
    const names = (type: string) =>
      Object.values(parse(json).resource?.[type] ?? {}).map(({ name }) => String(name).length);

    expect(names("aws_lb")).toEqual([32]);
    expect(Math.max(...names("aws_iam_role"))).toBe(64);
  });

  it.each(inputs)("are valid in descriptions of security groups when composed of %s", (_, json) => {
    for (const type of [
      "aws_security_group",
      "aws_vpc_security_group_ingress_rule",
      "aws_vpc_security_group_egress_rule",
    ]) {
      for (const { description } of Object.values(parse(json).resource?.[type] ?? {})) {
        expect(description).toMatch(securityGroupDescription);
      }
    }
  });
});
