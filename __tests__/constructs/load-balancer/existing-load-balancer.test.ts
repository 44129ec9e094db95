import { DataAwsLb } from "@cdktf/provider-aws/lib/data-aws-lb";
import { DataAwsLbListener } from "@cdktf/provider-aws/lib/data-aws-lb-listener";
import { ExistingLoadBalancer } from "../../../constructs/load-balancer/existing-load-balancer";
import {
  dataSources,
  expose,
  exposed,
  parse,
  resourceCounts,
  synthStack,
} from "../../support/synth";

const listenerArn =
  "arn:aws:elasticloadbalancing:eu-central-1:111122223333:listener/app/team/0123456789abcdef/0123456789abcdef";

const synth = (settings: { dualStack?: boolean; vpcId?: string } = {}) =>
  synthStack((stack) => {
    const { loadBalancerArn, loadBalancerSecurityGroupId, check } = new ExistingLoadBalancer(
      stack,
      "existing",
      {
        listenerArn,
        vpcId: "vpc-1",
        dualStack: false,
        internal: false,
        idleTimeoutSeconds: 60,
        ...settings,
      },
    );
    expose(stack, { loadBalancerArn, loadBalancerSecurityGroupId, check: check.fqn });
  });

interface Checked {
  readonly lifecycle: { readonly postcondition: { condition: string; error_message: string }[] };
}

const checksOf = (json: string, type: typeof DataAwsLb | typeof DataAwsLbListener) =>
  (dataSources(json, type) as unknown as Checked[]).flatMap(
    ({ lifecycle }) => lifecycle.postcondition,
  );

const json = synth();

describe(ExistingLoadBalancer, () => {
  it("looks up the listener and its load balancer, and creates nothing but the check", () => {
    expect(resourceCounts(json)).toEqual({ terraform_data: 1 });
    expect(exposed(json)).toEqual({
      loadBalancerArn: expect.stringMatching(/^\$\{data\.aws_lb\.\w+\.arn\}$/),
      loadBalancerSecurityGroupId: expect.stringMatching(
        /^\$\{element\(sort\(tolist\(data\.aws_lb\.\w+\.security_groups\)\), 0\)\}$/,
      ),
      check: expect.stringContaining("terraform_data."),
    });
  });

  it("rejects listeners on which nobody can sign in, or anybody can listen", () => {
    expect(checksOf(json, DataAwsLbListener)).toEqual([
      {
        condition: '${self.protocol == "HTTPS"}',
        error_message: expect.stringContaining("HTTPS listeners only"),
      },
      {
        condition: expect.stringContaining("^ELBSecurityPolicy-TLS13-1-[23]-"),
        error_message: expect.stringContaining("may accept TLS 1.0"),
      },
    ]);
  });

  it.each([
    ['self.load_balancer_type == "application"', "Only an application load balancer"],
    ['self.vpc_id == "vpc-1"', "targets in its own VPC only"],
    ['self.ip_address_type != "dualstack-without-public-ipv4"', "every sign-in would end in a 500"],
    ["self.drop_invalid_header_fields", "headers that identify users"],
    ["self.internal == false", "Write internal: true"],
    ["self.idle_timeout <= 60", "users would see 502"],
  ])("rejects a load balancer unless %s", (condition, message) => {
    expect(checksOf(json, DataAwsLb)).toContainEqual({
      condition: `\${${condition}}`,
      error_message: expect.stringContaining(message),
    });
  });

  it("asks for IPv6 only where the network has it", () => {
    const isDualStack = '${self.ip_address_type == "dualstack"}';
    const conditions = (text: string) => checksOf(text, DataAwsLb).map((each) => each.condition);

    expect(conditions(json)).not.toContain(isDualStack);
    expect(conditions(synth({ dualStack: true }))).toContain(isDualStack);
  });

  it("compares the VPC with that of another stack", () => {
    expect(
      checksOf(synth({ vpcId: "${data.terraform_remote_state.a.outputs.vpc_id}" }), DataAwsLb),
    ).toContainEqual(
      expect.objectContaining({
        condition: "${self.vpc_id == data.terraform_remote_state.a.outputs.vpc_id}",
      }),
    );
  });

  it("fails the plan without egress to Cognito, and only warns of what its owner decides", () => {
    const [check] = Object.values(parse(json).resource?.terraform_data ?? {});
    const { check: warnings = {} } = JSON.parse(json) as { check?: Record<string, object> };

    expect(JSON.stringify(check)).toContain("every sign-in would end in a 500");
    expect(JSON.stringify(check)).toContain("0.0.0.0/0");
    expect(Object.keys(warnings)).toHaveLength(2);
    expect(JSON.stringify(warnings)).toContain("no access logs");
    expect(JSON.stringify(warnings)).toContain("no deletion protection");
  });
});
