export type Scheme = "http" | "https";

/** Scheme and port of a host, in AWS or on this machine. */
export interface Endpoint {
  readonly scheme: Scheme;
  readonly port: number;
}

const localSuffix = ".localhost";
const defaultPorts = { http: 80, https: 443 } as const;

/** Options of {@link AddressBook}. */
export interface AddressBookOptions {
  /**
   * Whether hosts have their real names here as well: `https://app.example.com` is
   * `https://app.example.com`. @default false
   */
  readonly realNames?: boolean;
}

/**
 * Translates between real and local addresses: `https://app.example.com` in AWS is
 * `http://app.example.com.localhost:8443` here. Browsers resolve `*.localhost` to this machine, and
 * treat it as secure even over plain HTTP.
 * @see https://www.rfc-editor.org/rfc/rfc6761#section-6.3
 */
export class AddressBook {
  readonly #localOf = new Map<string, Endpoint>();
  readonly #localOfClient = new Map<string, Endpoint>();
  readonly #realOf = new Map<string, Endpoint>();
  readonly #suffix: string;

  constructor({ realNames = false }: AddressBookOptions = {}) {
    this.#suffix = realNames ? "" : localSuffix;
  }

  /** Registers where a real host's endpoint is served on this machine; a later entry replaces it. */
  add(host: string, real: Endpoint, local: Endpoint): void {
    this.#localOf.set(key(host, real), local);
    this.#realOf.set(key(host, local), real);
  }

  /**
   * Registers where a client's users return to: while a host name moves from one load balancer to another,
   * both have it, each with a client of its own.
   */
  addForClient(clientId: string, host: string, real: Endpoint, local: Endpoint): void {
    this.#localOfClient.set(`${clientId} ${key(host, real)}`, local);
  }

  /**
   * The local address of a real one; the same address when it is not served here.
   * @param clientId Of the client whose users return there. @default - any
   */
  localUrl(realUrl: string, clientId?: string): string {
    return translate(realUrl, (host, real) => {
      const local =
        this.#localOfClient.get(`${clientId} ${key(host, real)}`) ??
        this.#localOf.get(key(host, real));
      return local && { host: host + this.#suffix, ...local };
    });
  }

  /** The local address of a host that is not registered. */
  localUrlAt(realUrl: string, local: Endpoint): string {
    return translate(realUrl, (host) => ({ host: this.#localName(host), ...local }));
  }

  /** The real address of a local one; the same address when it is not served here. */
  realUrl(localUrl: string): string {
    return translate(localUrl, (host, local) => {
      const name = realHost(host);
      const real = this.#realOf.get(key(name, local));
      return real && { host: name, ...real };
    });
  }

  /** IP addresses and `localhost` keep their name. */
  #localName(host: string): string {
    return host === "localhost" || /^[\d.]+$|^\[/.test(host) ? host : host + this.#suffix;
  }
}

/** The host's name in AWS: without `.localhost` at its end. @param host without a port */
export function realHost(host: string): string {
  const name = host.toLowerCase();
  return name.endsWith(localSuffix) ? name.slice(0, -localSuffix.length) : name;
}

/** The real address of a host that is not registered. */
export function realUrlAt(localUrl: string, real: Endpoint): string {
  return translate(localUrl, (host) => ({ host: realHost(host), ...real }));
}

interface HostEndpoint extends Endpoint {
  readonly host: string;
}

/** Replaces scheme, host and port; path and query stay as they are, byte for byte. */
function translate(
  url: string,
  find: (host: string, endpoint: Endpoint) => HostEndpoint | undefined,
) {
  const [, scheme, host, port, rest] =
    /^(https?):\/\/([^/?#:@]+|\[[^\]]*\])(?::(\d+))?([/?#].*)?$/is.exec(url) ?? [];
  if (scheme === undefined || host === undefined) return url;
  const from = scheme.toLowerCase() as Scheme;
  const found = find(host.toLowerCase(), {
    scheme: from,
    port: port === undefined ? defaultPorts[from] : Number(port),
  });
  return found === undefined ? url : `${origin(found)}${rest ?? ""}`;
}

function origin({ scheme, host, port }: HostEndpoint): string {
  return `${scheme}://${host}${port === defaultPorts[scheme] ? "" : `:${port}`}`;
}

function key(host: string, { scheme, port }: Endpoint): string {
  return `${scheme}://${host.toLowerCase()}:${port}`;
}
