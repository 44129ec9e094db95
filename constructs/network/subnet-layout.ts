import { Address4 } from "ip-address";

const blockBits = 4;

/**
 * One sixteenth of a range.
 * @param vpcCidr IPv4 range in CIDR notation
 * @param block 0 to 15
 */
export function subnetCidr(vpcCidr: string, block: number): string {
  const vpc = new Address4(vpcCidr);
  const prefix = vpc.subnetMask + blockBits;
  const first = vpc.startAddress().bigInt() + BigInt(block) * 2n ** BigInt(32 - prefix);
  return `${Address4.fromBigInt(first).correctForm()}/${prefix}`;
}
