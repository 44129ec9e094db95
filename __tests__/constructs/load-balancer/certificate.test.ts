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

  it("covers one host name, and is replaced before it is deleted", () => {
    expect(resources(one, AcmCertificate)).toEqual([
      {
        domain_name: "app.example.com",
        subject_alternative_names: [],
        validation_method: "DNS",
        lifecycle: { create_before_destroy: true },
      },
    ]);
  });

  it("covers every further host name as an alternative name", () => {
    expect(resources(several, AcmCertificate)).toEqual([
      {
        domain_name: "app.example.com",
        subject_alternative_names: ["wiki.example.com", "old.example.com"],
        validation_method: "DNS",
        lifecycle: { create_before_destroy: true },
      },
    ]);
  });

  it("creates a validation record for every host name, selected by name from an unordered set", () => {
    const options = `${address(several, AcmCertificate)}.domain_validation_options`;
    const option = (attribute: string, host: string) =>
      `\${one([for option in ${options} : option.${attribute} if option.domain_name == "${host}"])}`;

    // In alphabetical order of the addresses, as cdktf writes them.
    expect(resources(several, Route53Record)).toEqual(
      ["app.example.com", "old.example.com", "wiki.example.com"].map((host) => ({
        zone_id: "Z0123456789",
        name: option("resource_record_name", host),
        type: option("resource_record_type", host),
        records: [option("resource_record_value", host)],
        ttl: 300,
        allow_overwrite: true,
        lifecycle: { ignore_changes: ["name", "type", "records"] },
      })),
    );
  });

  it("waits for the records of all host names", () => {
    expect(resources(several, AcmCertificateValidation)).toEqual([
      {
        certificate_arn: reference(several, AcmCertificate, "arn"),
        validation_record_fqdns: ["app", "wiki", "old"].map((host) =>
          reference(
            several,
            Route53Record,
            "fqdn",
            `certificate_validation_records_${host}_example_com_`,
          ),
        ),
      },
    ]);
    expect(resourceCounts(one)).toEqual({
      aws_acm_certificate: 1,
      aws_acm_certificate_validation: 1,
      aws_route53_record: 1,
    });
  });

  it("exposes the ARN of the validation, so that a listener waits for it", () => {
    expect(exposed(one)).toEqual({
      certificateArn: reference(one, AcmCertificateValidation, "certificate_arn"),
    });
  });
});
