import { eachApplication } from "./applications";
import type { ConstraintIssue } from "./constraint";

/** An existing certificate is in the environment's region. */
export const checkCertificateRegion = eachApplication(
  ({ certificate }, base, { region }): ConstraintIssue[] => {
    if (certificate.type !== "existing" || certificate.arn === undefined) return [];
    if (certificate.arn.split(":")[3] === region) return [];
    return [
      {
        path: [...base, "certificate", "arn"],
        message: `must be in ${region}, the environment's region: a load balancer can only use certificates of its own region`,
        fix: `request or import the certificate in ${region}`,
      },
    ];
  },
);

/** An existing certificate is named once. */
export const checkCertificateLookup = eachApplication(
  ({ certificate }, base): ConstraintIssue[] => {
    if (certificate.type !== "existing") return [];
    const { arn, domain } = certificate;
    if ((arn === undefined) !== (domain === undefined)) return [];
    return [
      {
        path: [...base, "certificate"],
        message:
          arn === undefined
            ? "must have arn or domain: a listener without a certificate cannot exist"
            : "must have either arn or domain: they could name two certificates",
        fix:
          arn === undefined
            ? 'write { type: "existing", arn: "arn:aws:acm:…" }, or { type: "existing", domain: "*.example.com" }'
            : "remove one of them; domain follows a certificate that is replaced, arn does not",
      },
    ];
  },
);
