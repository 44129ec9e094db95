import { Address4 } from "ip-address";
import type { Path } from "../fault";
import { isIpv4Range, notAnIpv4Range, rangesOverlap } from "./ipv4";
import type { Rule, RuleFault } from "./rule";

const largestPrefix = 16;
const smallestPrefix = 23;

/** Ranges that AWS gives no VPC. */
const reservedRanges = ["0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4"];

/** New VPCs are of a size that fits their subnets, and do not overlap. */
export const vpcRule: Rule = ({ applications }) => {
  const faults: RuleFault[] = [];
  const earlier: { name: string; range: Address4; inputs: Path[] }[] = [];
  for (const [name, { network }] of Object.entries(applications)) {
    if (network.type !== "new") continue;
    const path = ["applications", name, "network", "cidr"];
    const inputs = [path, ["applications", name, "network", "type"]];
    if (!isIpv4Range(network.cidr)) {
      faults.push({ path, ...notAnIpv4Range, inputs });
      continue;
    }
    const range = new Address4(network.cidr);
    if (range.subnetMask < largestPrefix || range.subnetMask > smallestPrefix) {
      faults.push({
        path,
        rule: `must be between /${largestPrefix}, the largest VPC, and /${smallestPrefix}: smaller ones leave a load balancer's subnets too few addresses (AWS wants /27)`,
        fix: 'write it like "10.0.0.0/16"',
        inputs,
      });
    }
    const reserved = reservedRanges.find((each) => rangesOverlap(range, new Address4(each)));
    if (reserved !== undefined) {
      faults.push({
        path,
        rule: `must lie outside ${reserved}: AWS gives these addresses to no VPC`,
        fix: 'take a private range, like "10.0.0.0/16"',
        inputs,
      });
    }
    for (const other of earlier) {
      if (!rangesOverlap(range, other.range)) continue;
      faults.push({
        path,
        rule: `must not overlap with ${other.range.address} of application "${other.name}": overlapping networks can never be connected, and a VPC's range cannot be changed later`,
        fix: 'give each application a range of its own, like "10.1.0.0/16"',
        inputs: [...inputs, ...other.inputs],
      });
    }
    earlier.push({ name, range, inputs });
  }
  return faults;
};
