import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { realHost } from "../../model/address-book.ts";
import type { Listener } from "../../model/load-balancer.ts";
import { clientAddressOf } from "./socket-address.ts";

/** The properties of a request that rules look at, as the load balancer in AWS sees them. */
export interface RequestAttributes {
  readonly method: string;
  /** As sent, without any decoding. */
  readonly path: string;
  /** Without `?`; empty when there is none. */
  readonly query: string;
  /** Real host name in lower case, without port; absent without a Host header. */
  readonly host: string | undefined;
  readonly protocol: "http" | "https";
  readonly port: number;
  /** Names as sent, repetitions included. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly clientAddress: string;
  readonly clientPort: number;
  /** Empty for bytes that are not a request, whose other properties are unknown. */
  readonly httpVersion: string;
}

/** What is known of bytes that cannot be parsed. */
export function malformedAttributes(
  socket: Socket,
  { protocol, port }: Listener,
  { peerAddress, dnsName }: { readonly peerAddress: string | undefined; readonly dnsName: string },
): RequestAttributes {
  return {
    method: "-",
    path: "",
    query: "",
    host: dnsName,
    protocol: protocol === "HTTPS" ? "https" : "http",
    port,
    headers: [],
    clientAddress: peerAddress ?? clientAddressOf(socket),
    clientPort: socket.remotePort ?? 0,
    httpVersion: "",
  };
}

/** @param peerAddress Replaces the address that the connection comes from. */
export function requestAttributes(
  request: IncomingMessage,
  listener: Listener,
  peerAddress: string | undefined,
): RequestAttributes {
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
    clientAddress: peerAddress ?? clientAddressOf(request.socket),
    clientPort: request.socket.remotePort ?? 0,
    httpVersion: request.httpVersion,
  };
}

/**
 * The real Host header as a browser sends it in AWS: with the listener's port unless it is the default
 * of the scheme. A client that leaves the port out is taken at its word.
 */
export function authorityOf(request: RequestAttributes): string | undefined {
  const { host, protocol, port } = request;
  if (host === undefined || isDefaultPort(protocol, port)) return host;
  const [sent = ""] = headerValues(request, "host");
  return /:\d+$/.test(sent) ? `${host}:${port}` : host;
}

export function isDefaultPort(protocol: "http" | "https", port: number): boolean {
  return port === { http: 80, https: 443 }[protocol];
}

/** The URL that a browser's address bar shows in AWS. */
export function realUrl(request: RequestAttributes): string {
  const { protocol, path, query } = request;
  return `${protocol}://${authorityOf(request) ?? "-"}${path}${query === "" ? "" : `?${query}`}`;
}

/** The values of a header, one for each time it was sent. */
export function headerValues({ headers }: RequestAttributes, name: string): readonly string[] {
  const wanted = name.toLowerCase();
  return headers.filter(([key]) => key.toLowerCase() === wanted).map(([, value]) => value);
}

/** A request line may contain the whole URL; rules look at path and query only. */
function originForm(target: string): string {
  const rest = /^https?:\/\/[^/?]*(.*)$/i.exec(target)?.[1];
  if (rest === undefined) return target;
  return rest.startsWith("/") ? rest : `/${rest}`;
}

function headerPairs(raw: readonly string[]): readonly (readonly [string, string])[] {
  const pairs: [string, string][] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    pairs.push([raw[index] ?? "", raw[index + 1] ?? ""]);
  }
  return pairs;
}
