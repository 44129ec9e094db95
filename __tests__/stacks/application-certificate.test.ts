import { DataAwsAcmCertificate } from "@cdktf/provider-aws/lib/data-aws-acm-certificate";
import { DataAwsRoute53Zone } from "@cdktf/provider-aws/lib/data-aws-route53-zone";
import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { applicationCertificateArn } from "../../stacks/application-certificate";
import { certificateArn } from "../config/valid-environment";
import { dataSources, resource, resourceCounts, resources } from "../support/synth";
import { synthApplication, withApplication } from "../support/synth-environment";

const certificate = { type: "existing", arn: certificateArn } as const;

/** Whether the plan fails with a private hosted zone. */
const needsPublicZone = (json: string) =>
  JSON.stringify(dataSources(json, DataAwsRoute53Zone)).includes("private_zone");

describe(applicationCertificateArn, () => {
  it("is that of an existing certificate, and no other is requested or validated", () => {
    const json = synthApplication(withApplication({ certificate }));

    expect(resource(json, LbListener, "https_listener_").certificate_arn).toBe(certificateArn);
    expect(resourceCounts(json)).not.toHaveProperty("aws_acm_certificate");
    expect(resourceCounts(json)).not.toHaveProperty("aws_acm_certificate_validation");
    expect(resources(json, Route53Record).map(({ type }) => type)).toEqual(["A"]);
  });

  it("is the newest issued one of a domain, whatever its key", () => {
    const json = synthApplication(
      withApplication({ certificate: { type: "existing", domain: "*.example.com" } }),
    );
    const [found, ...others] = dataSources(json, DataAwsAcmCertificate);

    expect(others).toEqual([]);
    expect(found).toEqual({
      domain: "*.example.com",
      most_recent: true,
      statuses: ["ISSUED"],
      key_types: expect.arrayContaining(["RSA_4096", "EC_prime256v1"]),
    });
    expect(resource(json, LbListener, "https_listener_").certificate_arn).toMatch(
      /^\$\{data\.aws_acm_certificate\.certificate_issued_in_this_region_\w+\.arn\}$/,
    );
    expect(resourceCounts(json)).not.toHaveProperty("aws_acm_certificate");
  });

  it("allows a private hosted zone where nobody outside has to resolve its records", () => {
    const internal = { internal: true };

    expect(needsPublicZone(synthApplication(withApplication({})))).toBe(true);
    expect(needsPublicZone(synthApplication(withApplication({ certificate })))).toBe(true);
    expect(needsPublicZone(synthApplication(withApplication(internal)))).toBe(true);
    expect(needsPublicZone(synthApplication(withApplication({ ...internal, certificate })))).toBe(
      false,
    );
  });
});

describe("an internal application", () => {
  it("has a load balancer in the private subnets of its VPC", () => {
    const json = synthApplication(withApplication({ internal: true }));
    const { internal, subnets } = resource(json, Lb);

    expect(internal).toBe(true);
    expect(subnets).toEqual([1, 2].map(() => expect.stringContaining("_private_subnets_")));
  });
});
