import { createServer } from "node:http";
import type { RunningUserPool } from "../cognito/running-user-pool.ts";
import type { SharedPortServers } from "../load-balancer/listener-server.ts";
import type { RunningLoadBalancer } from "../load-balancer/running-load-balancer.ts";
import { publicKeyListener } from "../load-balancer/tokens/public-key-server.ts";
import type { Endpoint } from "../model/address-book.ts";
import type { EmulatorModel } from "../model/emulator-model.ts";
import type { Listener, LoadBalancerModel } from "../model/load-balancer.ts";
import type { RunningServer } from "../model/run-server.ts";
import type { UserPoolModel } from "../model/user-pool.ts";
import {
  issuerHosts,
  namesToResolve,
  publicKeysUrl,
  servedNames,
} from "../real-names/aws-host-names.ts";
import { issuerHostListener } from "../real-names/issuer-host.ts";
import { SharedPort } from "../real-names/shared-port.ts";
import type { CertificateAuthority } from "./certificate-authority.ts";
import type { IssuerServers } from "./issuer-servers.ts";
import type { PortBook } from "./ports.ts";

/** Options of {@link RealNames}. */
export interface RealNamesOptions {
  readonly authority: Pick<CertificateAuthority, "issue">;
  readonly ports: PortBook;
  /** Address to listen on. */
  readonly listenAddress: string;
  /** In place of 443; other ports follow. 0 for any free ones. @default - the ports of AWS */
  readonly port: number | undefined;
  /** The running pools and load balancers. */
  readonly pools: () => readonly {
    readonly model: UserPoolModel;
    readonly identity: RunningUserPool;
  }[];
  /** The identity providers of `authenticate-oidc` actions that are served. */
  readonly issuers: Pick<IssuerServers, "hostsOf" | "handlerOf">;
  readonly loadBalancers: () => readonly { readonly loadBalancer: RunningLoadBalancer }[];
}

const httpsPort = 443;

const advice =
  "Real names need the ports of the listeners. Choose others with --port, run the emulator in a container, or let every user listen on them (Linux: sysctl net.ipv4.ip_unprivileged_port_start=80).";

/**
 * Serves load balancers, user pools and public keys under their host names in AWS, on the ports that
 * they have there.
 */
export class RealNames {
  /** By port in AWS. */
  readonly #ports = new Map<number, SharedPort>();
  /** Removals of what a reload serves again. */
  #served: (() => void)[] = [];
  #names: readonly string[] = [];

  constructor(private readonly options: RealNamesOptions) {}

  /** Host names that clients have to resolve to the emulator. */
  get names(): readonly string[] {
    return this.#names;
  }

  /** Where browsers reach the user pools. */
  get poolEndpoint(): Endpoint {
    return { scheme: "https", port: this.#portOf(httpsPort).port };
  }

  /**
   * Listens on the ports of the model, and serves the hosts that its load balancers share.
   * @throws EmulatorError when a port cannot be used
   */
  async open(model: EmulatorModel): Promise<void> {
    const awsHosts = [...awsHostsOf(model), ...this.options.issuers.hostsOf(model)];
    this.#names = unique([...model.loadBalancers.flatMap(namesToResolve), ...awsHosts]);
    const certificate = await this.options.authority.issue(this.#certifiedNames(model, awsHosts));
    for (const port of this.#ports.values()) port.certificate = certificate;
    const wanted = unique([
      httpsPort,
      ...model.loadBalancers.flatMap(({ listeners }) => listeners.map(({ port }) => port)),
    ]).filter((port) => !this.#ports.has(port));
    for (const [real, local] of await this.#allot(wanted)) {
      const port = new SharedPort(certificate);
      await port.listen(local, this.options.listenAddress);
      this.#ports.set(real, port);
    }
    for (const remove of this.#served) remove();
    this.#served = [];
    this.#serveDomains(model.userPools);
    this.#serveIssuers(model.userPools);
    this.#servePublicKeys(model.loadBalancers);
    this.#serveOidcHosts(this.options.issuers.hostsOf(model));
  }

  /** Serves a listener under the names of its load balancer. */
  async serveListener(
    model: LoadBalancerModel,
    listener: Listener,
    servers: SharedPortServers,
  ): Promise<RunningServer> {
    const port = this.#portOf(listener.port);
    const remove = port.add({ names: servedNames(model), isFallback: true, ...servers });
    return {
      port: port.port,
      close: async () => remove(),
    };
  }

  async close(): Promise<void> {
    await Promise.all([...this.#ports.values()].map((port) => port.close()));
    this.#ports.clear();
  }

  /** Looked up for each request, since a reload replaces the pools. */
  #serveDomains(models: readonly UserPoolModel[]): void {
    for (const { poolId, domain } of models) {
      if (domain === undefined) continue;
      const secure = createServer((request, response) => {
        const pool = this.options.pools().find(({ model }) => model.poolId === poolId);
        if (pool === undefined) response.destroy();
        else pool.identity.handle(request, response);
      });
      this.#serve([new URL(domain.baseUrl).hostname], secure);
    }
  }

  #serveIssuers(models: readonly UserPoolModel[]): void {
    const secure = createServer(
      issuerHostListener(() =>
        this.options.pools().map(({ model: { poolId }, identity: { handle } }) => ({
          poolId,
          handle,
        })),
      ),
    );
    this.#serve(unique(models.flatMap(({ issuer }) => issuerHosts(issuer))), secure);
  }

  #serveOidcHosts(hosts: readonly string[]): void {
    for (const host of hosts) {
      const secure = createServer((request, response) => {
        const handle = this.options.issuers.handlerOf(host);
        if (handle === undefined) response.destroy();
        else handle(request, response);
      });
      this.#serve([host], secure);
    }
  }

  #servePublicKeys(models: readonly LoadBalancerModel[]): void {
    for (const url of unique(models.map(({ arn }) => publicKeysUrl(arn)))) {
      const { hostname, pathname } = new URL(url);
      const prefix = `${pathname.replace(/\/$/, "")}/`;
      const find = (path: string) => {
        if (!path.startsWith(prefix)) return undefined;
        const kid = path.slice(prefix.length);
        for (const { loadBalancer } of this.options.loadBalancers()) {
          const pem = loadBalancer.publicKey(kid);
          if (pem !== undefined) return pem;
        }
        return undefined;
      };
      this.#serve([hostname], createServer(publicKeyListener(find)));
    }
  }

  #serve(names: readonly string[], secure: ReturnType<typeof createServer>): void {
    secure.keepAliveTimeout = keepAliveMs;
    this.#served.push(this.#portOf(httpsPort).add({ names, isFallback: false, secure }));
  }

  #certifiedNames(model: EmulatorModel, awsHosts: readonly string[]): readonly string[] {
    const own = model.loadBalancers
      .flatMap(servedNames)
      // A certificate has a wildcard as its whole first label only.
      .filter((name) => /^(\*\.)?[^*?]+$/.test(name));
    return unique([...own, ...awsHosts, "localhost"]);
  }

  #portOf(real: number): SharedPort {
    const port = this.#ports.get(real);
    if (port === undefined) throw new Error(`Port ${real} is not open.`);
    return port;
  }

  async #allot(wanted: readonly number[]): Promise<ReadonlyMap<number, number>> {
    const { ports, port: given } = this.options;
    const nameOf = (real: number) => `real port ${real}`;
    if (given === undefined) {
      const taken = new Map<number, number>();
      for (const real of wanted) taken.set(real, await ports.take(nameOf(real), real, advice));
      return taken;
    }
    const allotted = await ports.allot(wanted.map(nameOf), given, httpsPort);
    return new Map(wanted.map((real) => [real, allotted.get(nameOf(real)) ?? 0]));
  }
}

/** Longer than clients keep a connection, so that none sends a request into one being closed. */
const keepAliveMs = 75_000;

/** Hosts of AWS itself that programs and browsers use. */
function awsHostsOf({ userPools, loadBalancers }: EmulatorModel): readonly string[] {
  return [
    ...userPools.flatMap(({ domain }) => (domain ? [new URL(domain.baseUrl).hostname] : [])),
    ...userPools.flatMap(({ issuer }) => issuerHosts(issuer)),
    ...loadBalancers.map(({ arn }) => new URL(publicKeysUrl(arn)).hostname),
  ];
}

function unique<Value>(values: readonly Value[]): readonly Value[] {
  return [...new Set(values)];
}
