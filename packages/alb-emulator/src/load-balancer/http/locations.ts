import { type AddressBook, type Endpoint, realHost, realUrlAt } from "../../model/address-book.ts";
import type { Listener } from "../../model/load-balancer.ts";
import type { RequestAttributes } from "./request-attributes.ts";

/**
 * Translates between real URLs and URLs on this machine. The address book knows the host names of
 * the model; a request's own host is translated as well, even when the model does not name it.
 */
export class Locations {
  readonly #served = new Map<Listener, Endpoint>();

  constructor(private readonly addresses: AddressBook) {}

  /** Adds a listener that is now served on this machine. */
  add(listener: Listener, local: Endpoint): void {
    this.#served.set(listener, local);
  }

  /** Port on this machine. */
  portOf(listener: Listener): number | undefined {
    return this.#served.get(listener)?.port;
  }

  /** @returns the URL on this machine; the URL itself when nothing here serves it. */
  toLocal(request: RequestAttributes, realUrl: string): string {
    const local = URL.canParse(realUrl) ? this.#ownEndpoint(request, new URL(realUrl)) : undefined;
    return local === undefined
      ? this.addresses.localUrl(realUrl)
      : this.addresses.localUrlAt(realUrl, local);
  }

  /** @returns the real URL; the URL itself when nothing here serves it. */
  toReal(request: RequestAttributes, localUrl: string): string {
    if (URL.canParse(localUrl)) {
      const { hostname, port } = new URL(localUrl);
      const listener = this.#listenerAt(Number(port));
      if (listener !== undefined && realHost(hostname) === request.host) {
        const scheme = listener.protocol === "HTTP" ? "http" : "https";
        return realUrlAt(localUrl, { scheme, port: listener.port });
      }
    }
    return this.addresses.realUrl(localUrl);
  }

  #ownEndpoint(request: RequestAttributes, url: URL): Endpoint | undefined {
    if (url.hostname !== request.host) return undefined;
    const port = url.port === "" ? (url.protocol === "https:" ? 443 : 80) : Number(url.port);
    for (const [listener, local] of this.#served) {
      const protocol = `${listener.protocol.toLowerCase()}:`;
      if (listener.port === port && protocol === url.protocol) return local;
    }
    return undefined;
  }

  #listenerAt(localPort: number): Listener | undefined {
    for (const [listener, { port }] of this.#served) {
      if (port === localPort) return listener;
    }
    return undefined;
  }
}
