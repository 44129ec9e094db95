import type { Socket } from "node:net";

/** Address that a connection comes from; empty once it is closed. */
export function clientAddressOf(socket: Socket): string {
  return plainAddress(socket.remoteAddress ?? "");
}

/** Address that a connection leads to: in AWS that of one node of the load balancer. */
export function nodeAddressOf(socket: Socket): string {
  return plainAddress(socket.localAddress ?? "-");
}

/** IPv4 addresses at a socket for both address families are mapped IPv6 addresses. */
function plainAddress(address: string): string {
  return address.startsWith("::ffff:") ? address.slice("::ffff:".length) : address;
}
