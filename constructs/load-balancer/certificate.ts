import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";
import { constructIdOf } from "../construct-id";
import { forget } from "../forgotten";

/** Properties for {@link Certificate}. */
export interface CertificateProps {
  /** Host names that the certificate covers; the first is its subject. */
  readonly hostNames: readonly string[];
  readonly hostedZoneId: string;
  /**
   * Host names whose validation record another stack has: certificates of one name and account share it.
   * One that this stack has created is left in place.
   * @default - none
   */
  readonly validatedElsewhere?: readonly string[] | undefined;
  /** @default - the provider's region */
  readonly region?: string | undefined;
}

/**
 * A public certificate, validated by DNS records in the hosted zone.
 * @see https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
 */
export class Certificate extends Construct {
  /** Known once the certificate is validated, so that whatever uses it waits for the validation. */
  readonly certificateArn: string;

  constructor(scope: Construct, id: string, props: CertificateProps) {
    super(scope, id);
    const { hostNames, hostedZoneId, validatedElsewhere = [], region } = props;
    const [domainName, ...others] = hostNames;
    const certificate = new AcmCertificate(this, "certificate", {
      domainName,
      // Also when empty: without the attribute, the provider keeps the names of the certificate in use.
      subjectAlternativeNames: others,
      validationMethod: "DNS",
      region,
      lifecycle: { createBeforeDestroy: true },
    });
    const options = `${certificate.terraformResourceType}.${certificate.friendlyUniqueId}.domain_validation_options`;
    const recordScope = new Construct(this, "validation_records");
    const fqdns = hostNames.map((hostName) => {
      // A set, whose order is known only after apply: each record selects its option by host name.
      const option = (attribute: string) =>
        `\${one([for option in ${options} : option.${attribute} if option.domain_name == ${JSON.stringify(hostName)}])}`;
      if (validatedElsewhere.includes(hostName)) {
        const former = new Construct(recordScope, constructIdOf(hostName));
        forget(former, Route53Record.tfResourceType);
        // Without the dot at its end, as a record's attribute has it.
        return option("resource_record_name").replace(/^\$\{(.*)\}$/, '${trimsuffix($1, ".")}');
      }
      const record = new Route53Record(recordScope, constructIdOf(hostName), {
        zoneId: hostedZoneId,
        name: option("resource_record_name"),
        type: option("resource_record_type"),
        records: [option("resource_record_value")],
        ttl: 300,
        allowOverwrite: true,
        // Certificates of one host name share one record. A replacement of the certificate would
        // replace the record too, and so delete that of the certificate in use.
        lifecycle: { ignoreChanges: ["name", "type", "records"] },
      });
      return record.fqdn;
    });
    const validation = new AcmCertificateValidation(this, "validation", {
      certificateArn: certificate.arn,
      validationRecordFqdns: fqdns,
      region,
    });
    this.certificateArn = validation.certificateArn;
  }
}
