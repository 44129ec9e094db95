import { Address4 } from "ip-address";

/** Whether a text in CIDR notation is an IPv4 range, and its address the first of the range. */
export function isIpv4Range(cidr: string): boolean {
  if (!Address4.isValid(cidr)) return false;
  const range = new Address4(cidr);
  return range.startAddress().correctForm() === range.correctForm();
}

/** Whether two IPv4 ranges share an address. */
export function rangesOverlap(one: Address4, other: Address4): boolean {
  return one.isInSubnet(other) || other.isInSubnet(one);
}

/** What to tell whoever wrote something else. */
export const notAnIpv4Range = {
  rule: "must be an IPv4 range whose address is the first of the range",
  fix: 'write it like "10.0.0.0/16"',
};
