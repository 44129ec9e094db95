import { Address4, Address6 } from "ip-address";
import type { Path } from "../fault";
import type { Application, Environment } from "../schema/environment";
import type { Rule, RuleFault } from "./rule";

const largestPrefix = 16;
const smallestPrefix = 23;

/** Ranges are real, large enough for the subnets, and do not overlap. */
export const networkRule: Rule = (environment) => [
  ...vpcFaults(environment),
  ...Object.entries(environment.applications).flatMap(([name, application]) =>
    rangeFaults(["applications", name], application),
  ),
];

function vpcFaults({ applications }: Environment): RuleFault[] {
  const faults: RuleFault[] = [];
  const earlier: { name: string; range: Address4; path: Path }[] = [];
  for (const [name, { network }] of Object.entries(applications)) {
    if (network.type === "existing") continue;
    const path = ["applications", name, "network", "cidr"];
    if (!isNetwork(network.cidr)) {
      faults.push({ path, value: network.cidr, ...notANetwork });
      continue;
    }
    const range = new Address4(network.cidr);
    if (range.subnetMask < largestPrefix || range.subnetMask > smallestPrefix) {
      faults.push({
        path,
        value: network.cidr,
        rule: `must be between /${largestPrefix}, the largest VPC, and /${smallestPrefix}: smaller ones leave a load balancer's subnets too few addresses (AWS wants /27)`,
        fix: 'write it like "10.0.0.0/16"',
      });
    }
    for (const other of earlier) {
      if (!range.isInSubnet(other.range) && !other.range.isInSubnet(range)) continue;
      faults.push({
        path,
        value: network.cidr,
        rule: `must not overlap with ${other.range.address} of application "${other.name}": overlapping networks can never be connected, and a VPC's range cannot be changed later`,
        fix: 'give each application a range of its own, like "10.1.0.0/16"',
        inputs: [path, other.path],
      });
    }
    earlier.push({ name, range, path });
  }
  return faults;
}

const notANetwork = {
  rule: "must be an IPv4 range whose address is the first of the range",
  fix: 'write it like "10.0.0.0/16"',
};

function isNetwork(cidr: string): boolean {
  if (!Address4.isValid(cidr)) return false;
  const range = new Address4(cidr);
  return range.startAddress().correctForm() === range.correctForm();
}

function isRange(cidr: string): boolean {
  return cidr.includes(":") ? Address6.isValid(cidr) : Address4.isValid(cidr);
}

/** Ranges that routes and services name. */
function rangeFaults(base: Path, { routes, services }: Application): RuleFault[] {
  const faults: RuleFault[] = [];
  routes.forEach(({ conditions, target }, index) => {
    const route = [...base, "routes", index];
    conditions.sourceIps?.forEach((cidr, at) => {
      if (isRange(cidr)) return;
      faults.push({
        path: [...route, "conditions", "sourceIps", at],
        rule: "must be an IPv4 or IPv6 range that exists",
        fix: 'write it like "203.0.113.0/24" or "2001:db8::/32"',
      });
    });
    if (target.type === "target-group" && target.egress !== undefined) {
      faults.push(...egressFaults([...route, "target", "egress"], target.egress));
    }
  });
  for (const [name, { egress }] of Object.entries(services)) {
    egress.forEach((each, index) => {
      faults.push(...egressFaults([...base, "services", name, "egress", index], each));
    });
  }
  return faults;
}

function egressFaults(
  path: Path,
  { cidr, securityGroupId }: { cidr?: string | undefined; securityGroupId?: string | undefined },
): RuleFault[] {
  const faults: RuleFault[] = [];
  if ((cidr === undefined) === (securityGroupId === undefined)) {
    faults.push({
      path,
      rule: "must name either cidr or securityGroupId",
      fix: cidr === undefined ? "add one of them" : "remove one of them",
    });
  }
  if (cidr !== undefined && !isNetwork(cidr)) {
    faults.push({ path: [...path, "cidr"], ...notANetwork });
  }
  return faults;
}
