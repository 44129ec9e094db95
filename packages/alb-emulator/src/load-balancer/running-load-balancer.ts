import type { TargetHealthDescription } from "./targets/target-pool.ts";

/** A load balancer that serves requests. */
export interface RunningLoadBalancer {
  /** Of the HTTPS listener, or of the only listener. */
  readonly port: number;
  /** Of the HTTP listener; absent when there is none beside the HTTPS listener. */
  readonly httpPort: number | undefined;
  /** URL for a browser. */
  readonly url: string;
  /** One for each host name, the preferred one first. */
  readonly urls: readonly string[];
  /** Base URL of the public keys; `/<kid>` follows. */
  readonly publicKeysUrl: string;
  /** Likely mistakes that AWS accepts. */
  readonly warnings: readonly string[];
  readonly targetHealth: () => readonly TargetHealthDescription[];
  /** Signs with a new key from now on; former keys stay published. */
  readonly rotateKey: () => void;
  readonly close: () => Promise<void>;
}
