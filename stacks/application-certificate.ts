import type { Construct } from "constructs";
import type { Application } from "../config/schema/environment";
import { Certificate } from "../constructs/load-balancer/certificate";
import { ExistingCertificate } from "../constructs/load-balancer/existing-certificate";

/** ARN of the certificate of an application's host names: a new one or an existing one. */
export function applicationCertificateArn(
  scope: Construct,
  { certificate }: Pick<Application, "certificate">,
  names: {
    readonly hostNames: readonly string[];
    readonly hostedZoneId: string;
    /** Host names whose validation records another stack has. */
    readonly validatedElsewhere: readonly string[];
  },
): string {
  if (certificate.type === "existing") {
    const { arn, domain } = certificate;
    if (arn !== undefined) return arn;
    return new ExistingCertificate(scope, "certificate", { domain: domain ?? "" }).certificateArn;
  }
  return new Certificate(scope, "certificate", names).certificateArn;
}
