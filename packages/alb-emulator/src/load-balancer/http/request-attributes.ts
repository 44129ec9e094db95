import type { IncomingMessage } from "node:http";
import { realHost } from "../../model/address-book.ts";
import type { Listener } from "../../model/load-balancer.ts";

/** What rules look at: the request as the load balancer in AWS would see it. */
export interface RequestFacts {
  readonly method: string;
  /** As it was sent, not one byte decoded. */
  readonly path: string;
  /** Without `?`; empty where there is none. */
  readonly query: string;
  /** Real host name in lower case, without port; undefined without a Host header. */
  readonly host: string | undefined;
  readonly protocol: "http" | "https";
  readonly port: number;
  /** Names as they were sent, repetitions included. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly clientAddress: string;
  readonly clientPort: number;
  readonly httpVersion: string;
}

/** @param peerAddress Stands in for the address that the connection comes from. */
export function requestFacts(
  request: IncomingMessage,
  listener: Listener,
  peerAddress: string | undefined,
): RequestFacts {
  const target = originForm(request.url ?? "/");
  const question = target.indexOf("?");
  const hostHeader = request.headers.host;
  return {
    method: request.method ?? "GET",
    path: question < 0 ? target : target.slice(0, question),
    query: question < 0 ? "" : target.slice(question + 1),
    host: hostHeader ? realHost(hostHeader.replace(/:\d*$/, "")) : undefined,
    protocol: listener.protocol === "HTTPS" ? "https" : "http",
    port: listener.port,
    headers: headerPairs(request.rawHeaders),
    clientAddress: peerAddress ?? plainAddress(request.socket.remoteAddress ?? ""),
    clientPort: request.socket.remotePort ?? 0,
    httpVersion: request.httpVersion,
  };
}

/** The address as it would stand in a browser's address bar in AWS. */
export function realUrl({ protocol, host, path, query }: RequestFacts): string {
  return `${protocol}://${host ?? "-"}${path}${query === "" ? "" : `?${query}`}`;
}

/** The value of a header, as a list when it was sent several times. */
export function headerValues({ headers }: RequestFacts, name: string): readonly string[] {
  const wanted = name.toLowerCase();
  return headers.filter(([key]) => key.toLowerCase() === wanted).map(([, value]) => value);
}

/** A request line may name the whole URL; rules look at its path alone. */
function originForm(target: string): string {
  const rest = /^https?:\/\/[^/?]*(.*)$/i.exec(target)?.[1];
  if (rest === undefined) return target;
  return rest.startsWith("/") ? rest : `/${rest}`;
}

/** IPv4 clients of a socket that listens on both families. */
function plainAddress(address: string): string {
  return address.startsWith("::ffff:") ? address.slice("::ffff:".length) : address;
}

function headerPairs(raw: readonly string[]): readonly (readonly [string, string])[] {
  const pairs: [string, string][] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    pairs.push([raw[index] ?? "", raw[index + 1] ?? ""]);
  }
  return pairs;
}
