import { DescribeCertificateCommand } from "@aws-sdk/client-acm";
import type { AwsClients } from "./aws-clients";

/** A certificate of ACM. */
export interface ReadCertificate {
  readonly names: readonly string[];
  /** As ACM names it: `ISSUED`, `PENDING_VALIDATION`, … */
  readonly status: string;
  readonly notAfter: Date | undefined;
  /** Of the last renewal, such as `PENDING_VALIDATION` or `FAILED`. */
  readonly renewalStatus: string | undefined;
}

/** @returns `undefined` for a certificate of IAM, which ACM does not have */
export async function readCertificate(
  { certificates }: AwsClients,
  arn: string,
): Promise<ReadCertificate | undefined> {
  if (!/^arn:[\w-]+:acm:/.test(arn)) return undefined;
  const { Certificate } = await certificates.send(
    new DescribeCertificateCommand({ CertificateArn: arn }),
  );
  if (Certificate === undefined) return undefined;
  const {
    DomainName,
    SubjectAlternativeNames = [],
    Status,
    NotAfter,
    RenewalSummary,
  } = Certificate;
  return {
    names: [
      ...new Set([...(DomainName === undefined ? [] : [DomainName]), ...SubjectAlternativeNames]),
    ],
    status: Status ?? "unknown",
    notAfter: NotAfter,
    renewalStatus: RenewalSummary?.RenewalStatus,
  };
}
