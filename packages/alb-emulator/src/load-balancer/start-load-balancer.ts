import type { AddressBook, Endpoint } from "../model/address-book.ts";
import type { IdentityEndpoints } from "../model/emulator-model.ts";
import type { LoadBalancerEvent } from "../model/event.ts";
import type { Listener, LoadBalancerModel } from "../model/load-balancer.ts";
import { type RunningServer, runServer } from "../model/run-server.ts";
import { TargetProxy } from "./actions/target-proxy.ts";
import { IdentityClient } from "./authentication/identity-client.ts";
import { LoadBalancerRefusal, refusals } from "./checks/model-errors.ts";
import { cognitoUnreachable } from "./checks/network.ts";
import { warnings } from "./checks/warnings.ts";
import type { Engine } from "./engine.ts";
import { createListenerServer, type TlsFiles } from "./listener-server.ts";
import { SealedBox } from "./session/cookie-cipher.ts";
import { type ResolveTarget, TargetPool, type TargetReport } from "./targets/target-pool.ts";
import { startPublicKeyServer } from "./tokens/public-key-server.ts";
import { SigningKeys } from "./tokens/signing-keys.ts";
import { AccessLog, type AccessLogOptions } from "./trace/access-log.ts";

/** Options of {@link startLoadBalancer}. */
export interface LoadBalancerOptions {
  readonly identity: IdentityEndpoints;
  readonly addresses: AddressBook;
  readonly resolveTarget: ResolveTarget;
  readonly onEvent: (event: LoadBalancerEvent) => void;
  /** Of the HTTPS listener. @default - any free port */
  readonly port?: number;
  /** Of the HTTP listener. @default - any free port */
  readonly httpPort?: number;
  /** @default - the HTTPS listener is served over plain HTTP */
  readonly https?: TlsFiles;
  /** Milliseconds since 1970. @default Date.now */
  readonly clock?: () => number;
  /**
   * What becomes of a client's own `x-amzn-oidc-*` headers where nobody is signed in. AWS documents
   * neither.
   * @default "pass" - the worse of the two, which targets have to withstand
   */
  readonly clientOidcHeaders?: "strip" | "pass";
  /** Address that every client seems to come from, to try source IP conditions. */
  readonly peerAddress?: string;
  readonly accessLog?: AccessLogOptions;
  /** 32 bytes; with the same ones, sessions outlive a restart. @default - random */
  readonly sessionKey?: Buffer;
}

/** A load balancer that serves. */
export interface RunningLoadBalancer {
  /** Of the HTTPS listener, or of the only one. */
  readonly port: number;
  /** Of the HTTP listener, if there is one besides. */
  readonly httpPort: number | undefined;
  /** The address for a browser. */
  readonly url: string;
  /** Base address of the public keys; `/<kid>` follows. */
  readonly publicKeysUrl: string;
  /** What works in AWS as well, but not as it was meant. */
  readonly warnings: readonly string[];
  readonly targetHealth: () => readonly TargetReport[];
  /** Signs with a new key from now on; former keys stay published. */
  readonly rotateKey: () => void;
  readonly close: () => Promise<void>;
}

const host = "127.0.0.1";

/**
 * Serves a load balancer on this machine, on loopback only.
 * @throws LoadBalancerRefusal for what AWS would refuse to create.
 */
export async function startLoadBalancer(
  model: LoadBalancerModel,
  options: LoadBalancerOptions,
): Promise<RunningLoadBalancer> {
  const refused = refusals(model);
  if (refused.length > 0) throw new LoadBalancerRefusal(refused);

  const localListeners = new Map<string, Endpoint>();
  const targets = new TargetPool(model.application, model.targetGroups, options.resolveTarget);
  const engine: Engine = {
    model,
    addresses: options.addresses,
    localListeners,
    box: new SealedBox(options.sessionKey),
    identity: new IdentityClient(options.identity, cognitoUnreachable(model.network)),
    keys: new SigningKeys(),
    targets,
    clientOidcHeaders: options.clientOidcHeaders ?? "pass",
    peerAddress: options.peerAddress,
    now: options.clock ?? Date.now,
  };
  const proxy = new TargetProxy(engine);
  const accessLog = new AccessLog(options.accessLog);
  const running: RunningServer[] = [];
  const close = async () => {
    targets.close();
    proxy.close();
    await Promise.all(running.map((server) => server.close()));
    await accessLog.close();
  };
  try {
    const publicKeys = await startPublicKeyServer(engine.keys);
    running.push(publicKeys);
    for (const listener of model.listeners) {
      const tls = listener.protocol === "HTTPS" ? options.https : undefined;
      const server = createListenerServer(listener, {
        engine,
        proxy,
        accessLog,
        onEvent: options.onEvent,
        tls,
      });
      const served = await runServer(server, { host, port: portOf(listener, options) });
      running.push(served);
      const local: Endpoint = { scheme: tls === undefined ? "http" : "https", port: served.port };
      localListeners.set(listener.arn, local);
      announce(model, listener, local, options.addresses);
    }
    targets.start();
    const main = mainListener(model);
    const other = model.listeners.find((listener) => listener !== main);
    return {
      port: portServed(localListeners, main),
      httpPort: other && portServed(localListeners, other),
      url: options.addresses.localUrl(realAddress(model, main)),
      publicKeysUrl: `http://${host}:${publicKeys.port}`,
      warnings: warnings(model),
      targetHealth: () => targets.report(),
      rotateKey: () => {
        engine.keys.rotate();
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function mainListener({ listeners, name }: LoadBalancerModel): Listener {
  const main = listeners.find(({ protocol }) => protocol === "HTTPS") ?? listeners[0];
  if (main === undefined) throw new LoadBalancerRefusal([`${name} has no listener.`]);
  return main;
}

function portOf({ protocol }: Listener, { port = 0, httpPort = 0 }: LoadBalancerOptions): number {
  return protocol === "HTTPS" ? port : httpPort;
}

function portServed(served: ReadonlyMap<string, Endpoint>, { arn }: Listener): number {
  return served.get(arn)?.port ?? 0;
}

function announce(
  { hostNames }: LoadBalancerModel,
  { protocol, port }: Listener,
  local: Endpoint,
  addresses: AddressBook,
): void {
  const scheme = protocol === "HTTPS" ? "https" : "http";
  for (const name of hostNames) addresses.add(name, { scheme, port }, local);
}

function realAddress({ hostNames }: LoadBalancerModel, { protocol, port }: Listener): string {
  return `${protocol.toLowerCase()}://${hostNames[0] ?? "localhost"}:${port}/`;
}
