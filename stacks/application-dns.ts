import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { RecordsElsewhere } from "../config/dns-owner";
import type { Application } from "../config/schema/environment";
import { AliasRecords, ForgottenAliasRecords } from "../constructs/load-balancer/alias-records";
import type { LoadBalancerReference } from "../constructs/load-balancer/load-balancer-reference";

/** Options of {@link applicationDns}. */
export interface ApplicationDnsOptions {
  readonly hostNames: readonly string[];
  readonly hostedZoneId: string;
  readonly loadBalancer: LoadBalancerReference;
  /** What must exist before a host name leads to the load balancer. */
  readonly after: readonly ITerraformDependable[];
  readonly elsewhere: RecordsElsewhere;
}

/** Points an application's host names at its load balancer, or leaves them where they lead to. */
export function applicationDns(
  scope: Construct,
  { dns }: Pick<Application, "dns">,
  options: ApplicationDnsOptions,
): void {
  const { hostNames, hostedZoneId, loadBalancer, after, elsewhere } = options;
  if (dns === "none") {
    const { withoutIpv6 } = elsewhere;
    new ForgottenAliasRecords(scope, "dns", { hostNames, withoutIpv6 });
    return;
  }
  new AliasRecords(scope, "dns", {
    hostNames,
    hostedZoneId,
    loadBalancer,
    after,
    replaceOthers: dns === "take-over",
  });
}
