import { isIP } from "node:net";
import type { ConnectTo } from "../command-line";

/** Where a URL's server is reached. */
export interface Address {
  /** Host name to resolve, or IP address. */
  readonly host: string;
  readonly port: number;
  /** Why it is not what DNS says; absent where DNS decides. */
  readonly reason: "given" | "loopback" | undefined;
}

/** Names below `localhost` are this machine, as in browsers. */
export function isLocal({ hostname }: URL): boolean {
  return hostname === "localhost" || hostname.endsWith(".localhost");
}

/** The host name that it has in AWS: the emulator appends `.localhost`. */
export function realHostOf({ hostname }: URL): string {
  return hostname.replace(/\.localhost$/, "");
}

export function portOf({ port, protocol }: URL): number {
  return Number(port) || (protocol === "https:" ? 443 : 80);
}

/** IP address of a host in a URL; `undefined` for a name. */
export function ipAddressOf({ hostname }: URL): string | undefined {
  const address = hostname.replace(/^\[|\]$/g, "");
  return isIP(address) === 0 ? undefined : address;
}

/** @param connectTo Entries with the port of the URL take precedence. */
export function addressOf(url: URL, connectTo: readonly ConnectTo[]): Address {
  const port = portOf(url);
  const entries = connectTo.filter(({ host }) => host === url.hostname || host === "*");
  const entry =
    entries.find(({ urlPort }) => urlPort === port) ??
    entries.find(({ urlPort }) => urlPort === undefined);
  if (entry !== undefined) {
    return { host: entry.address, port: entry.port ?? port, reason: "given" };
  }
  if (isLocal(url)) return { host: "127.0.0.1", port, reason: "loopback" };
  return { host: ipAddressOf(url) ?? url.hostname, port, reason: undefined };
}
