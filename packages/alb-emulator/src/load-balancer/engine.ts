import {
  type AddressBook,
  type Endpoint,
  localUrlAt,
  realHost,
  realUrlAt,
} from "../model/address-book.ts";
import type { Listener, LoadBalancerModel } from "../model/load-balancer.ts";
import type { IdentityClient } from "./authentication/identity-client.ts";
import type { RequestFacts } from "./http/request-attributes.ts";
import type { SealedBox } from "./session/cookie-cipher.ts";
import type { TargetPool } from "./targets/target-pool.ts";
import type { SigningKeys } from "./tokens/signing-keys.ts";

/** Everything that answering a request takes, one for each load balancer. */
export interface Engine {
  readonly model: LoadBalancerModel;
  readonly addresses: AddressBook;
  /** Where each listener is served on this machine, by its ARN. */
  readonly localListeners: ReadonlyMap<string, Endpoint>;
  readonly box: SealedBox;
  readonly identity: IdentityClient;
  readonly keys: SigningKeys;
  readonly targets: TargetPool;
  readonly clientOidcHeaders: "strip" | "pass";
  readonly peerAddress: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * The address on this machine of a real one. The request's own host is always at hand, also under a
 * name that nothing in the model mentions.
 */
export function localLocation(engine: Engine, facts: RequestFacts, realUrl: string): string {
  const listener = URL.canParse(realUrl) ? ownListener(engine, facts, new URL(realUrl)) : undefined;
  const local = listener && engine.localListeners.get(listener.arn);
  return local === undefined ? engine.addresses.localUrl(realUrl) : localUrlAt(realUrl, local);
}

/** The real address of one on this machine, the request's own host included. */
export function realLocation(engine: Engine, facts: RequestFacts, localUrl: string): string {
  const port = URL.canParse(localUrl) ? Number(new URL(localUrl).port) : undefined;
  const own = engine.model.listeners.find(
    ({ arn }) => engine.localListeners.get(arn)?.port === port,
  );
  const scheme = own?.protocol === "HTTP" ? "http" : "https";
  return own !== undefined && realHost(new URL(localUrl).hostname) === facts.host
    ? realUrlAt(localUrl, { scheme, port: own.port })
    : engine.addresses.realUrl(localUrl);
}

function ownListener({ model }: Engine, facts: RequestFacts, url: URL): Listener | undefined {
  if (url.hostname !== facts.host) return undefined;
  const port = url.port === "" ? (url.protocol === "https:" ? 443 : 80) : Number(url.port);
  return model.listeners.find(
    (listener) => listener.port === port && `${listener.protocol.toLowerCase()}:` === url.protocol,
  );
}
