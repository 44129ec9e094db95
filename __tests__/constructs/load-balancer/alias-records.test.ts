import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { AliasRecords } from "../../../constructs/load-balancer/alias-records";
import type { LoadBalancer } from "../../../constructs/load-balancer/load-balancer";
import { resources, resourcesByName, synthStack } from "../../support/synth";

const synthRecords = (dualStack: boolean, hostNames: readonly string[]) =>
  synthStack((stack) => {
    new AliasRecords(stack, "dns", {
      hostNames,
      hostedZoneId: "Z0123456789",
      loadBalancer: {
        loadBalancerDnsName: "lb-1.eu-central-1.elb.amazonaws.com",
        loadBalancerHostedZoneId: "Z215JYRZR1TBD5",
        dualStack,
      } as LoadBalancer,
      after: [{ fqn: "aws_lb_listener_rule.last" }],
    });
  });

const record = (name: string, type: string) => ({
  zone_id: "Z0123456789",
  name,
  type,
  alias: {
    name: "lb-1.eu-central-1.elb.amazonaws.com",
    zone_id: "Z215JYRZR1TBD5",
    evaluate_target_health: true,
  },
  depends_on: ["aws_lb_listener_rule.last"],
});

describe(AliasRecords, () => {
  it("moves no other record when a host name is removed", () => {
    const before = resourcesByName(
      synthRecords(false, ["app.example.com", "wiki.example.com"]),
      Route53Record,
    );
    const after = resourcesByName(synthRecords(false, ["wiki.example.com"]), Route53Record);

    expect(Object.entries(after)).toHaveLength(1);
    expect(before).toMatchObject(after);
  });

  it("points every host name at the load balancer over IPv4", () => {
    const json = synthRecords(false, ["app.example.com", "wiki.example.com"]);

    expect(resources(json, Route53Record)).toEqual([
      record("app.example.com", "A"),
      record("wiki.example.com", "A"),
    ]);
  });

  it("points every host name at the load balancer over IPv4 and IPv6 when dual-stack", () => {
    const json = synthRecords(true, ["app.example.com", "wiki.example.com"]);

    const found = resources(json, Route53Record);
    expect(found).toHaveLength(4);
    expect(found).toEqual(
      expect.arrayContaining([
        record("app.example.com", "A"),
        record("app.example.com", "AAAA"),
        record("wiki.example.com", "A"),
        record("wiki.example.com", "AAAA"),
      ]),
    );
  });
});
