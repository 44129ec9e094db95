/**
 * A host name or an address range as a construct id. cdktf drops dots, slashes and colons from
 * addresses, which would make `10.1.0.0/16` a `10100--16`.
 */
export function constructIdOf(key: string): string {
  return key.replace(/[.:/]/g, "_");
}
