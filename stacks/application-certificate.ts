import type { Construct } from "constructs";
import type { Application } from "../config/schema/environment";
import { Certificate } from "../constructs/load-balancer/certificate";

/** ARN of the certificate of an application's host names: a new one or an existing one. */
export function applicationCertificateArn(
  scope: Construct,
  { certificate }: Application,
  names: { readonly hostNames: readonly string[]; readonly hostedZoneId: string },
): string {
  if (certificate.type === "existing") return certificate.arn;
  return new Certificate(scope, "certificate", names).certificateArn;
}
