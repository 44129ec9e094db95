export type Scheme = "http" | "https";

/** Where something is reached: for real, or on this machine. */
export interface Endpoint {
  readonly scheme: Scheme;
  readonly port: number;
}

const localSuffix = ".localhost";
const defaultPorts = { http: 80, https: 443 } as const;

/**
 * The one place that knows both names of everything: `https://app.example.com` in AWS is
 * `http://app.example.com.localhost:8443` here. Browsers send `*.localhost` to this machine by
 * themselves, and treat it as secure even over plain HTTP.
 * @see https://www.rfc-editor.org/rfc/rfc6761#section-6.3
 */
export class AddressBook {
  readonly #localOf = new Map<string, Endpoint>();
  readonly #realOf = new Map<string, Endpoint>();

  /** Says where a real host's endpoint is served on this machine; a later entry replaces it. */
  add(host: string, real: Endpoint, local: Endpoint): void {
    this.#localOf.set(key(host, real), local);
    this.#realOf.set(key(host, local), real);
  }

  /** The address to use on this machine; what is not served here stays as it is. */
  localUrl(realUrl: string): string {
    return translate(realUrl, (host, real) => {
      const local = this.#localOf.get(key(host, real));
      return local && { host: host + localSuffix, ...local };
    });
  }

  /** The address it stands for in AWS; what is not served here stays as it is. */
  realUrl(localUrl: string): string {
    return translate(localUrl, (host, local) => {
      const name = realHost(host);
      const real = this.#realOf.get(key(name, local));
      return real && { host: name, ...real };
    });
  }
}

/** The host's name in AWS: without `.localhost` at its end. Takes no port. */
export function realHost(host: string): string {
  const name = host.toLowerCase();
  return name.endsWith(localSuffix) ? name.slice(0, -localSuffix.length) : name;
}

/** An address on this machine for a host that is not in the book. */
export function localUrlAt(realUrl: string, local: Endpoint): string {
  return translate(realUrl, (host) => ({ host: localName(host), ...local }));
}

/** The real address of one on this machine whose host is not in the book. */
export function realUrlAt(localUrl: string, real: Endpoint): string {
  return translate(localUrl, (host) => ({ host: realHost(host), ...real }));
}

/** IP addresses and `localhost` itself have no other name here. */
function localName(host: string): string {
  return host === "localhost" || /^[\d.]+$|^\[/.test(host) ? host : host + localSuffix;
}

interface Place extends Endpoint {
  readonly host: string;
}

/** Replaces scheme, host and port alone: not one byte of path and query is touched. */
function translate(url: string, find: (host: string, endpoint: Endpoint) => Place | undefined) {
  const [, scheme, host, port, rest] =
    /^(https?):\/\/([^/?#:@]+|\[[^\]]*\])(?::(\d+))?([/?#].*)?$/is.exec(url) ?? [];
  if (scheme === undefined || host === undefined) return url;
  const from = scheme.toLowerCase() as Scheme;
  const place = find(host.toLowerCase(), {
    scheme: from,
    port: port === undefined ? defaultPorts[from] : Number(port),
  });
  return place === undefined ? url : `${origin(place)}${rest ?? ""}`;
}

function origin({ scheme, host, port }: Place): string {
  return `${scheme}://${host}${port === defaultPorts[scheme] ? "" : `:${port}`}`;
}

function key(host: string, { scheme, port }: Endpoint): string {
  return `${scheme}://${host.toLowerCase()}:${port}`;
}
