import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Certificate } from "../../../constructs/load-balancer/certificate";
import {
  address,
  expose,
  exposed,
  reference,
  resourceCounts,
  resources,
  synthStack,
} from "../../support/synth";

const synthCertificate = (hostNames: readonly string[]) =>
  synthStack((stack) => {
    const { certificateArn } = new Certificate(stack, "certificate", {
      hostNames,
      hostedZoneId: "Z0123456789",
    });
    expose(stack, { certificateArn });
  });

describe(Certificate, () => {
  const one = synthCertificate(["app.example.com"]);
  const several = synthCertificate(["app.example.com", "wiki.example.com", "old.example.com"]);

  it("is for one name, replaced before it is deleted", () => {
    expect(resources(one, AcmCertificate)).toEqual([
      {
        domain_name: "app.example.com",
        validation_method: "DNS",
        lifecycle: { create_before_destroy: true },
      },
    ]);
  });

  it("names every further host as an alternative name", () => {
    expect(resources(several, AcmCertificate)).toEqual([
      {
        domain_name: "app.example.com",
        subject_alternative_names: ["wiki.example.com", "old.example.com"],
        validation_method: "DNS",
        lifecycle: { create_before_destroy: true },
      },
    ]);
  });

  it("writes a validation record for every name, picked by name from an unordered set", () => {
    const options = `${address(several, AcmCertificate)}.domain_validation_options`;
    const option = (attribute: string, host: string) =>
      `\${one([for option in ${options} : option.${attribute} if option.domain_name == "${host}"])}`;

    expect(resources(several, Route53Record)).toEqual(
      ["app.example.com", "wiki.example.com", "old.example.com"].map((host) => ({
        zone_id: "Z0123456789",
        name: option("resource_record_name", host),
        type: option("resource_record_type", host),
        records: [option("resource_record_value", host)],
        ttl: 300,
        allow_overwrite: true,
      })),
    );
  });

  it("is validated by all of its records", () => {
    expect(resources(several, AcmCertificateValidation)).toEqual([
      {
        certificate_arn: reference(several, AcmCertificate, "arn"),
        validation_record_fqdns: [1, 2, 3].map((record) =>
          reference(several, Route53Record, "fqdn", `certificate_validation_record_${record}_`),
        ),
      },
    ]);
    expect(resourceCounts(one)).toEqual({
      aws_acm_certificate: 1,
      aws_acm_certificate_validation: 1,
      aws_route53_record: 1,
    });
  });

  it("gives the ARN of the validation, so that a listener waits for it", () => {
    expect(exposed(one)).toEqual({
      certificateArn: reference(one, AcmCertificateValidation, "certificate_arn"),
    });
  });
});
