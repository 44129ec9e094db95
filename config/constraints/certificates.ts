import { eachApplication } from "./applications";
import type { ConstraintIssue } from "./constraint";

/** An existing certificate is in the environment's region. */
export const checkCertificateRegion = eachApplication(
  ({ certificate }, base, { region }): ConstraintIssue[] => {
    if (certificate.type !== "existing" || certificate.arn.split(":")[3] === region) return [];
    return [
      {
        path: [...base, "certificate", "arn"],
        message: `must be in ${region}, the environment's region: a load balancer can only use certificates of its own region`,
        fix: `request or import the certificate in ${region}`,
      },
    ];
  },
);
