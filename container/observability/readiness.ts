import { connect } from "node:net";
import type { AlbVerifier } from "alb-auth";

/** Body of `/readyz`. */
export interface ReadinessState {
  readonly ready: boolean;
  readonly draining: boolean;
  /** The user pool's JWKS has been fetched. */
  readonly keySetLoaded: boolean;
  /** The public-key endpoint has accepted a connection. */
  readonly publicKeysReachable: boolean;
}

/**
 * Whether the container can serve users: both key sources were reached once, and it is not draining.
 * What was reached once stays so, since the keys are then cached: a source that is down must not take
 * every container out of service.
 */
export class Readiness {
  draining = false;
  #keySetLoaded = false;
  #publicKeysReachable = false;

  constructor(
    private readonly verifier: Pick<AlbVerifier, "loadKeySet">,
    private readonly publicKeysUrl: URL,
    private readonly canConnect: (url: URL) => Promise<boolean> = connectOnce,
  ) {}

  async check(): Promise<ReadinessState> {
    await Promise.all([this.#loadKeySet(), this.#reachPublicKeys()]);
    const { draining } = this;
    const keySetLoaded = this.#keySetLoaded;
    const publicKeysReachable = this.#publicKeysReachable;
    const ready = !draining && keySetLoaded && publicKeysReachable;
    return { ready, draining, keySetLoaded, publicKeysReachable };
  }

  async #loadKeySet(): Promise<void> {
    if (!this.#keySetLoaded && (await this.verifier.loadKeySet())) this.#keySetLoaded = true;
  }

  async #reachPublicKeys(): Promise<void> {
    if (this.#publicKeysReachable || !(await this.canConnect(this.publicKeysUrl))) return;
    this.#publicKeysReachable = true;
  }
}

const connectTimeoutMs = 2_000;

/** Proves egress as well as a fetch does, and needs no key id. */
function connectOnce(url: URL): Promise<boolean> {
  const port = url.port === "" ? (url.protocol === "https:" ? 443 : 80) : Number(url.port);
  return new Promise((resolve) => {
    const socket = connect({
      host: url.hostname.replace(/^\[|\]$/g, ""),
      port,
      timeout: connectTimeoutMs,
    });
    const finish = (connected: boolean) => {
      socket.destroy();
      resolve(connected);
    };
    socket.once("connect", () => finish(true));
    socket.once("timeout", () => finish(false));
    socket.once("error", () => finish(false));
  });
}
