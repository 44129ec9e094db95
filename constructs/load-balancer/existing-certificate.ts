import { DataAwsAcmCertificate } from "@cdktf/provider-aws/lib/data-aws-acm-certificate";
import { Construct } from "constructs";

/** Properties for {@link ExistingCertificate}. */
export interface ExistingCertificateProps {
  /** Main domain of the certificate: a host name or a wildcard. */
  readonly domain: string;
}

/**
 * Keys that load balancers support. Without a list, ACM returns certificates with RSA keys of 1024 and
 * 2048 bits only.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html
 */
const keyTypes = [
  "RSA_2048",
  "RSA_3072",
  "RSA_4096",
  "EC_prime256v1",
  "EC_secp384r1",
  "EC_secp521r1",
];

/**
 * The newest issued certificate of a domain in the provider's region. The plan fails where there is none.
 * @see https://docs.aws.amazon.com/acm/latest/userguide/gs-acm-list.html
 */
export class ExistingCertificate extends Construct {
  readonly certificateArn: string;

  constructor(scope: Construct, id: string, { domain }: ExistingCertificateProps) {
    super(scope, id);
    // Where there is none, the provider's message says little more than this address.
    const certificate = new DataAwsAcmCertificate(this, "issued_in_this_region", {
      domain,
      statuses: ["ISSUED"],
      keyTypes,
      mostRecent: true,
    });
    this.certificateArn = certificate.arn;
  }
}
