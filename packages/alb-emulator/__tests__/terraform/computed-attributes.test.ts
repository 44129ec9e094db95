import { mockDefaults } from "../../src/sources/terraform-root/mock-values.ts";
import { first, issuesOf, readEdited } from "./support/fixture-stacks.ts";

describe("attributes that modules and roots of others use", () => {
  it("are an ARN and address ranges in their form, where the provider computes them", () => {
    const attributes = (names: Record<string, boolean>) => ({
      block: {
        attributes: Object.fromEntries(
          Object.entries(names).map(([name, computed]) => [name, { type: "string", computed }]),
        ),
      },
    });
    const defaults = mockDefaults(
      {
        aws_vpc: attributes({ arn: true, cidr_block: true, ipv6_cidr_block: true }),
        aws_subnet: attributes({ arn: true, cidr_block: false, ipv6_cidr_block: false }),
        aws_route: attributes({ id: true }),
      },
      "eu-west-1",
    );

    expect(Object.keys(defaults)).toEqual(["aws_vpc", "aws_subnet"]);
    expect(Object.keys(defaults.aws_subnet ?? {})).toEqual(["arn"]);
    expect(defaults.aws_vpc).toEqual({
      arn: "arn:aws:vpc:eu-west-1:123456789012:/mocked",
      cidr_block: expect.stringMatching(/^10\.\d+\.\d+\.0\/16$/),
      ipv6_cidr_block: expect.stringMatching(/^2001:db8:.*\/56$/),
    });
  });

  it("are the id of a user pool domain, which is the domain", () => {
    const { loadBalancers } = readEdited(({ "shared-identity": identity }) => {
      identity.output.user_pool_domain = {
        value: "${aws_cognito_user_pool_domain.user_pool_domain.id}",
      };
    });
    const actions = loadBalancers.flatMap(({ listeners }) =>
      listeners.flatMap(({ rules }) => rules.flatMap((rule) => rule.actions)),
    );

    expect(actions).toContainEqual(
      expect.objectContaining({ type: "authenticate-cognito", userPoolDomain: "example-login" }),
    );
  });

  it("may be the name of a DNS record's target that only AWS knows", () => {
    expect(
      issuesOf(({ tasks }) => {
        tasks.resource.aws_route53_record.auth = {
          name: "auth.example.com",
          type: "A",
          alias: { zone_id: "Z2FDTNDATAQYW2", evaluate_target_health: false },
        };
      }),
    ).toEqual([]);
  });
});

describe("the port of health checks", () => {
  it.each(["8080", "9000", "traffic-port"])("may be %s", (port) => {
    expect(
      issuesOf(({ tasks }) => {
        first(tasks, "aws_lb_target_group").health_check.port = port;
      }),
    ).toEqual([]);
  });
});

describe("a certificate that holds the user pool's own domain too", () => {
  it("gives the load balancer its other names only: Cognito serves that one", () => {
    const { loadBalancers } = readEdited(({ tasks, "shared-identity": identity }) => {
      first(tasks, "aws_acm_certificate").subject_alternative_names = ["Login.example.com"];
      first(identity, "aws_cognito_user_pool_domain").domain = "login.example.com";
    });

    expect(loadBalancers.map(({ hostNames }) => hostNames)).toContainEqual(["tasks.example.com"]);
    expect(JSON.stringify(loadBalancers.map(({ hostNames }) => hostNames))).not.toMatch(/login/i);
  });
});
