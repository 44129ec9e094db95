/** An IPv4 or IPv6 range in CIDR notation. Without `node:net`, which not every runtime has. */
export class IpRange {
  private constructor(
    readonly family: 4 | 6,
    readonly network: bigint,
    readonly ignoredBits: bigint,
  ) {}

  /** @returns `undefined` for a text that is not a range */
  static parse(text: string): IpRange | undefined {
    const [address = "", prefix, ...more] = text.split("/");
    const parsed = parseAddress(address);
    if (parsed === undefined || more.length > 0) return undefined;
    const bits = parsed.family === 4 ? 32 : 128;
    const prefixBits = prefix === undefined ? bits : Number(prefix);
    if (prefix !== undefined && !/^\d{1,3}$/.test(prefix)) return undefined;
    if (prefixBits > bits) return undefined;
    const ignoredBits = BigInt(bits - prefixBits);
    return new IpRange(parsed.family, parsed.value >> ignoredBits, ignoredBits);
  }

  contains({ family, value }: IpAddress): boolean {
    return family === this.family && value >> this.ignoredBits === this.network;
  }
}

export interface IpAddress {
  readonly family: 4 | 6;
  readonly value: bigint;
}

/** @returns `undefined` for a text that is not an address */
export function parseAddress(text: string): IpAddress | undefined {
  const ipv4 = parseIpv4(text);
  if (ipv4 !== undefined) return { family: 4, value: ipv4 };
  const ipv6 = parseIpv6(text);
  return ipv6 === undefined ? undefined : { family: 6, value: ipv6 };
}

function parseIpv4(text: string): bigint | undefined {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) return undefined;
  const bytes = text.split(".").map(Number);
  if (bytes.some((byte) => byte > 255)) return undefined;
  return bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
}

/** @see https://www.rfc-editor.org/rfc/rfc4291#section-2.2 */
function parseIpv6(text: string): bigint | undefined {
  const dotted = /^(.*:)(\d[\d.]+)$/.exec(text);
  if (dotted !== null) {
    const [, before = "", address = ""] = dotted;
    const ipv4 = parseIpv4(address);
    if (ipv4 === undefined) return undefined;
    return parseIpv6(`${before}${(ipv4 >> 16n).toString(16)}:${(ipv4 & 0xffffn).toString(16)}`);
  }
  const [head = "", tail, ...more] = text.split("::");
  if (more.length > 0) return undefined;
  const first = head === "" ? [] : head.split(":");
  const last = tail === undefined || tail === "" ? [] : tail.split(":");
  const missing = 8 - first.length - last.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const parts = [...first, ...Array<string>(Math.max(missing, 0)).fill("0"), ...last];
  if (!parts.every((part) => /^[0-9a-f]{1,4}$/i.test(part))) return undefined;
  return parts.reduce((value, part) => (value << 16n) | BigInt(`0x${part}`), 0n);
}
