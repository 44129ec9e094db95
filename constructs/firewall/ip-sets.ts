import { Wafv2IpSet } from "@cdktf/provider-aws/lib/wafv2-ip-set";
import { Construct } from "constructs";
import { any, isFromIpSet, type Statement } from "./statements";

/** Properties for {@link IpSets}. */
export interface IpSetsProps {
  /** Prefix of the names. */
  readonly name: string;
  /** IPv4 and IPv6 ranges in CIDR notation, at least one. */
  readonly ranges: readonly string[];
}

/**
 * Ranges of addresses for a rule: an IP set for each version of IP, since one set has addresses of one.
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-ip-set-managing.html
 */
export class IpSets extends Construct {
  /** Holds for requests from one of the ranges. */
  readonly statement: Statement;

  constructor(scope: Construct, id: string, { name, ranges }: IpSetsProps) {
    super(scope, id);
    const sets = (["ipv4", "ipv6"] as const).flatMap((version) => {
      const addresses = ranges.filter((range) => range.includes(":") === (version === "ipv6"));
      if (addresses.length === 0) return [];
      const set = new Wafv2IpSet(this, version, {
        name: `${name}-${version}`,
        scope: "REGIONAL",
        ipAddressVersion: version === "ipv6" ? "IPV6" : "IPV4",
        addresses,
      });
      return [isFromIpSet(set.arn)];
    });
    this.statement = any(sets);
  }
}
