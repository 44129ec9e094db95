/** One line for a hosts file. */
export function hostsFileLine(address: string, names: readonly string[]): string {
  return `${address} ${names.join(" ")}`;
}

/** The names as aliases of a compose service in its default network. */
export function composeAliases(names: readonly string[]): string {
  return [
    "networks:",
    "  default:",
    "    aliases:",
    ...names.map((name) => `      - ${name}`),
  ].join("\n");
}
