import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation";
import { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import { LbListenerCertificate } from "@cdktf/provider-aws/lib/lb-listener-certificate";
import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import type { EnvironmentInput } from "../../config/schema/environment";
import { applicationDns } from "../../stacks/application-dns";
import { address, parse, resource, resources, resourcesByName } from "../support/synth";
import {
  type ApplicationInput,
  minimalApplication,
  synthComponent,
  testEnvironment,
} from "../support/synth-environment";

const listenerArn =
  "arn:aws:elasticloadbalancing:eu-central-1:111122223333:listener/app/shared/0123456789abcdef/0123456789abcdef";

/** The stack of one of two applications with one host name. */
function synthOne(name: "app" | "other", applications: Record<"app" | "other", object>): string {
  const base = (cidr: string, settings: object) =>
    ({ ...minimalApplication, network: { type: "new", cidr }, ...settings }) as ApplicationInput;
  return synthComponent(
    testEnvironment({
      applications: {
        app: base("10.0.0.0/16", applications.app),
        other: base("10.1.0.0/16", applications.other),
      },
    }),
    name,
  );
}

/** An application with two services, one of them with a canary, on a listener that others use. */
function onSharedLoadBalancer(type: "edge" | "existing"): EnvironmentInput {
  const vpc = { vpcId: "vpc-0a1b2c3d4e5f60718", privateSubnetIds: ["subnet-0a1b2c3d4e5f60718"] };
  const shared = {
    edge: { loadBalancer: { type: "edge", slot: 1 } },
    existing: {
      loadBalancer: { type: "existing", listenerArn, firstPriority: 100 },
      network: { type: "existing", ...vpc },
    },
  } as const;
  const { hostedZone } = minimalApplication;
  return testEnvironment({
    ...(type === "edge" ? { edge: { hostName: "edge.example.com", hostedZone } } : {}),
    applications: {
      app: {
        ...minimalApplication,
        ...shared[type],
        services: { web: {}, api: { canary: { weightPercent: 0 } } },
        routes: [
          {
            conditions: { paths: ["/api/*"] },
            access: { type: "login" },
            target: { type: "service", service: "api" },
          },
        ],
        defaultRoute: { target: { type: "service", service: "web" } },
      },
    },
  });
}

const removedOf = (json: string) =>
  (parse(json) as { removed?: { from: string; lifecycle: object }[] }).removed ?? [];

const aliases = (json: string) =>
  resources(json, Route53Record).filter(({ alias }) => alias !== undefined);

describe(applicationDns, () => {
  const before = synthOne("app", { app: {}, other: { dns: "none" } });
  const after = synthOne("app", { app: { dns: "none" }, other: { dns: "take-over" } });

  it("creates records that fail where others exist, by default", () => {
    expect(aliases(before)).toHaveLength(1);
    expect(aliases(before)[0]).not.toHaveProperty("allow_overwrite");
    expect(removedOf(before)).toEqual([]);
    expect(parse(before).terraform.required_version).toBe(">= 1.4");
  });

  it("creates the records of an application with its own load balancer beside its services", () => {
    expect(aliases(before)[0]?.depends_on).not.toContain(address(before, EcsService));
  });

  it.each(["edge", "existing"] as const)(
    "creates records last on a shared load balancer (%s), after certificate, rules and services",
    (type) => {
      const json = synthComponent(onSharedLoadBalancer(type), "app");
      const all = [EcsService, LbListenerRule, LbListenerCertificate].flatMap((resource) =>
        Object.keys(resourcesByName(json, resource)).map(
          (name) => `${resource.tfResourceType}.${name}`,
        ),
      );

      expect(all.filter((each) => each.startsWith("aws_ecs_service."))).toHaveLength(3);
      expect(aliases(json)).toEqual([
        expect.objectContaining({ depends_on: expect.arrayContaining(all) }),
      ]);
    },
  );

  it("replaces records of other stacks when it takes the host name over", () => {
    const json = synthOne("other", { app: { dns: "none" }, other: { dns: "take-over" } });

    expect(aliases(json)).toEqual([expect.objectContaining({ allow_overwrite: true })]);
    expect(removedOf(json)).toEqual([]);
  });

  it("forgets the records that lead elsewhere now, at the addresses that they had", () => {
    const had = [
      address(before, Route53Record, "dns_a_"),
      address(before, Route53Record, "certificate_validation_records_"),
    ];

    expect(resources(after, Route53Record)).toEqual([]);
    expect(removedOf(after).map(({ from }) => from)).toEqual(expect.arrayContaining(had));
    for (const { lifecycle } of removedOf(after)) expect(lifecycle).toEqual({ destroy: false });
    expect(parse(after).terraform.required_version).toBe(">= 1.7");
  });

  it("still waits for the certificate, whose record the other application has", () => {
    expect(resource(after, AcmCertificateValidation).validation_record_fqdns).toEqual([
      expect.stringMatching(
        /^\$\{trimsuffix\(one\(\[for option in .*resource_record_name.*\]\), "\."\)\}$/,
      ),
    ]);
  });

  it("keeps its own validation record beside an existing certificate", () => {
    const arn =
      "arn:aws:acm:eu-central-1:111122223333:certificate/01234567-89ab-cdef-0123-456789abcdef";
    const json = synthOne("other", {
      app: { certificate: { type: "existing", arn } },
      other: { dns: "none" },
    });

    expect(Object.keys(resourcesByName(json, Route53Record))).toEqual([
      expect.stringMatching(/^certificate_validation_records_/),
    ]);
  });

  it("deletes AAAA records where the host name has no IPv6 address any more", () => {
    const ipv6 = { type: "new", cidr: "10.0.0.0/16", ipv6: true };
    const forgotten = (other: object) =>
      removedOf(
        synthOne("app", {
          app: { network: ipv6, dns: "none" },
          other: { dns: "take-over", ...other },
        }),
      ).filter(({ from }) => from.includes("dns_aaaa_"));

    expect(forgotten({})).toEqual([]);
    expect(forgotten({ network: { ...ipv6, cidr: "10.1.0.0/16" } })).toHaveLength(1);
  });
});
