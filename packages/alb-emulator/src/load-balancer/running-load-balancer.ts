import type { Listener } from "../model/load-balancer.ts";
import type { TargetHealthDescription } from "./targets/target-pool.ts";
import type { DataTokenKeys } from "./tokens/data-token-keys.ts";

/** A load balancer that serves requests. */
export interface RunningLoadBalancer {
  /** Of the first HTTPS listener, or of the first one. */
  readonly port: number;
  /** Port on this machine of each listener, by its port in AWS. */
  readonly ports: ReadonlyMap<number, number>;
  /** URL for a browser. */
  readonly url: string;
  /** One for each listener and host name, the preferred one first; none for a listener that only redirects. */
  readonly urls: readonly string[];
  /** As {@link urls}, of some of its host names. */
  readonly urlsOf: (hostNames: readonly string[]) => readonly string[];
  /** A real URL of a listener, on this machine; absent for a listener of another model. */
  readonly localUrlOf: (listener: Listener, realUrl: string) => string | undefined;
  /** Base URL of the public keys; `/<kid>` follows. */
  readonly publicKeysUrl: string;
  /** A public key in PEM. */
  readonly publicKey: (kid: string) => string | undefined;
  /** Likely mistakes that AWS accepts. */
  readonly warnings: readonly string[];
  readonly targetHealth: () => readonly TargetHealthDescription[];
  /** Signs with a new key from now on; former keys stay published. */
  readonly rotateKey: () => void;
  /** Sign the data tokens. */
  readonly dataTokenKeys: DataTokenKeys;
  readonly close: () => Promise<void>;
}
