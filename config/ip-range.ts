import { Address4, Address6 } from "ip-address";

/** Whether a string in CIDR notation is an IPv4 range that begins at its first address. */
export function isIpv4Range(cidr: string): boolean {
  if (!/^[\d.]+\/\d{1,2}$/.test(cidr) || !Address4.isValid(cidr)) return false;
  const range = new Address4(cidr);
  return range.startAddress().correctForm() === range.correctForm();
}

/** Whether a string is an IPv4 or IPv6 range in CIDR notation. */
export function isIpRange(cidr: string): boolean {
  if (!/^[0-9a-fA-F:.]+\/\d{1,3}$/.test(cidr)) return false;
  return cidr.includes(":") ? Address6.isValid(cidr) : Address4.isValid(cidr);
}

/** A range in CIDR notation as AWS writes it, from its first address; `undefined` for other strings. */
export function canonicalRange(cidr: string): string | undefined {
  if (!isIpRange(cidr)) return undefined;
  const range = cidr.includes(":") ? new Address6(cidr) : new Address4(cidr);
  return `${range.startAddress().correctForm()}${range.subnet}`;
}

/** Whether two IPv4 ranges share an address. */
export function rangesOverlap(one: Address4, other: Address4): boolean {
  return one.isInSubnet(other) || other.isInSubnet(one);
}
