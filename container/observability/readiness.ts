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

/** Whether the container can serve requests: both key sources were reached once, and it is not draining. */
export class Readiness {
  draining = false;
  #publicKeysReachable = false;

  constructor(
    private readonly verifier: Pick<AlbVerifier, "loadKeySet">,
    private readonly publicKeysUrl: URL,
    private readonly canConnect: (url: URL) => Promise<boolean> = connectOnce,
  ) {}

  async check(): Promise<ReadinessState> {
    const [keySetLoaded, publicKeysReachable] = await Promise.all([
      this.verifier.loadKeySet(),
      this.#publicKeysReachable || this.canConnect(this.publicKeysUrl),
    ]);
    this.#publicKeysReachable = publicKeysReachable;
    const { draining } = this;
    const ready = !draining && keySetLoaded && publicKeysReachable;
    return { ready, draining, keySetLoaded, publicKeysReachable };
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
