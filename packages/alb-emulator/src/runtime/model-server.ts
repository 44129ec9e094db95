import { isDeepStrictEqual } from "node:util";
import { type RunningUserPool, startUserPool } from "../cognito/start-user-pool.ts";
import { userPoolWarnings } from "../cognito/user-pool-warnings.ts";
import type { EmulatorUser } from "../cognito/users/emulator-user.ts";
import { checkUsers } from "../cognito/users/given-users.ts";
import type { EventLog } from "../inspector/event-log.ts";
import { onlyRedirects, otherListeners } from "../load-balancer/listeners.ts";
import type { RunningLoadBalancer } from "../load-balancer/running-load-balancer.ts";
import { startLoadBalancer } from "../load-balancer/start-load-balancer.ts";
import { AddressBook } from "../model/address-book.ts";
import type { Clock } from "../model/clock.ts";
import type { EmulatorModel, IdentityEndpoints } from "../model/emulator-model.ts";
import type { HostNameFix } from "../model/host-name-fix.ts";
import type { CognitoProvider, Listener, LoadBalancerModel } from "../model/load-balancer.ts";
import type { UserPoolModel } from "../model/user-pool.ts";
import { type LocalCertificate, makeCertificate } from "./certificate.ts";
import type { PortBook } from "./ports.ts";
import { checkPrograms, programSlots } from "./program-slots.ts";
import type { ServiceProgram } from "./service-program.ts";
import { type OnOutput, type RunningServices, ServicePrograms } from "./services.ts";
import type { StateFolder } from "./state-folder.ts";
import { userPoolArnOf, userPoolArnsOf } from "./user-pool-of.ts";

export interface ModelServerOptions {
  readonly state: StateFolder;
  readonly events: EventLog;
  readonly ports: PortBook;
  /** Working directory of the programs. */
  readonly cwd: string;
  readonly https: boolean;
  readonly port: number | undefined;
  readonly identityPort: number | undefined;
  readonly serviceCommand: readonly [string, ...string[]] | undefined;
  readonly clientOidcHeaders: "strip" | "pass" | undefined;
  /** Address that the hosted UI links to; the inspector runs before the first model is served. */
  readonly inspectorUrl: () => string;
  readonly hostNameFix: HostNameFix | undefined;
  readonly users: readonly EmulatorUser[] | undefined;
  readonly clock: Clock;
  readonly onOutput: OnOutput;
  readonly onNotice: (text: string, explanation?: string) => void;
}

/** One application: its load balancer and the programs behind it. */
export interface RunningApplication {
  readonly model: LoadBalancerModel;
  readonly loadBalancer: RunningLoadBalancer;
  readonly services: RunningServices;
}

/** A user pool that is served, and the model it was started from. */
interface ServedPool {
  readonly model: UserPoolModel;
  readonly identity: RunningUserPool;
}

const defaultPort = 8443;
const defaultIdentityPort = 8440;

/** Serves a model: every application with a load balancer of its own, and every user pool. */
export class ModelServer {
  readonly addresses = new AddressBook();
  #pools: ServedPool[] = [];
  #applications: RunningApplication[] = [];
  readonly #programs: ServicePrograms;
  #certificate: LocalCertificate | undefined;

  constructor(private readonly options: ModelServerOptions) {
    this.#programs = new ServicePrograms({ ...options, ownEnvironment: process.env });
  }

  get applications(): readonly RunningApplication[] {
    return this.#applications;
  }

  get userPools(): readonly RunningUserPool[] {
    return this.#pools.map((pool) => pool.identity);
  }

  /**
   * Serves this model instead of the previous one, at the same addresses. Unchanged pools keep
   * running, so that users stay signed in when a route changes, and so do the user's own programs.
   * @param programs In place of the services' containers; the first one of a service counts.
   * @throws EmulatorError when a program has no service, or a user does not fit the user pools
   */
  async serve(model: EmulatorModel, programs: readonly ServiceProgram[]): Promise<void> {
    checkPrograms(model, programs);
    checkUsers(model.userPools, this.options.users ?? []);
    await this.#stopApplications();
    if (this.options.https) this.#certificate ??= await makeCertificate(hostsOf(model));
    await this.#servePools(model.userPools);
    const ports = await this.#portsOf(model.loadBalancers);
    const started = await Promise.allSettled(
      model.loadBalancers.map((loadBalancer) =>
        this.#startApplication(loadBalancer, ports, programs),
      ),
    );
    this.#applications = started.flatMap((entry) =>
      entry.status === "fulfilled" ? entry.value : [],
    );
    const failed = started.find((entry) => entry.status === "rejected");
    if (failed) throw failed.reason;
    await this.#programs.stopOthers(model.loadBalancers.flatMap(programSlots));
  }

  async close(): Promise<void> {
    await Promise.all([this.#stopApplications(), this.#programs.stop()]);
    await Promise.all(this.#pools.map(({ identity }) => identity.close()));
    this.#pools = [];
  }

  async #servePools(models: readonly UserPoolModel[]): Promise<void> {
    const kept = this.#pools.filter((pool) =>
      models.some((model) => isDeepStrictEqual(model, pool.model)),
    );
    const gone = this.#pools.filter((pool) => !kept.includes(pool));
    await Promise.all(gone.map(({ identity }) => identity.close()));
    this.#pools = kept;
    const added = models.filter(
      (model) => !kept.some((pool) => isDeepStrictEqual(pool.model, model)),
    );
    const { identityPort, state, events } = this.options;
    const ports = await this.options.ports.allot(
      added.map((model) => `pool ${model.poolId}`),
      identityPort,
      defaultIdentityPort,
    );
    for (const model of added) {
      const port = ports.get(`pool ${model.poolId}`) ?? 0;
      const isOnlyOfItsName = models.filter((o) => o.poolName === model.poolName).length === 1;
      const identity = await startUserPool(model, {
        addresses: this.addresses,
        // With https, browsers use the https port: that one is fixed.
        ...(this.#certificate ? { https: { ...this.#certificate, port } } : { port }),
        usersFile: state.usersFile(
          isOnlyOfItsName ? model.poolName : `${model.poolName}-${model.poolId}`,
        ),
        givenUsers: this.options.users,
        clock: this.options.clock,
        keysFile: state.keysFile,
        inspectorUrl: this.options.inspectorUrl(),
        hostNameFix: this.options.hostNameFix,
        onEvent: (event) => events.add({ source: "user-pool", event }),
      });
      this.#pools.push({ model, identity });
      for (const warning of userPoolWarnings(model)) this.options.onNotice(warning);
    }
  }

  async #portsOf(models: readonly LoadBalancerModel[]): Promise<Ports> {
    const { ports, port } = this.options;
    const names = models.map(portName);
    const others = models.flatMap((model) =>
      otherListeners(model).map((listener) => ({
        name: listenerName(model, listener),
        isRedirect: onlyRedirects(listener),
      })),
    );
    const namesOf = (isRedirect: boolean) =>
      others.filter((each) => each.isRedirect === isRedirect).map(({ name }) => name);
    const listeners = await ports.allot(
      [...names.map((name) => `load balancer ${name}`), ...namesOf(false)],
      port,
      defaultPort,
    );
    // Nobody opens them: browsers are redirected from there.
    const redirects = await ports.allot(namesOf(true), 0, 0);
    // They are variables of the programs, which keep running as long as no variable changes.
    const keys = await ports.allot(
      names.map((name) => `public keys ${name}`),
      0,
      0,
    );
    return new Map([...listeners, ...redirects, ...keys]);
  }

  async #startApplication(
    model: LoadBalancerModel,
    ports: Ports,
    programs: readonly ServiceProgram[],
  ): Promise<RunningApplication> {
    const { options } = this;
    let services: RunningServices | undefined;
    const loadBalancer = await startLoadBalancer(model, {
      identity: (provider) => this.#endpointsOf(provider),
      addresses: this.addresses,
      resolveTarget: (service) => services?.urlOf(service),
      jwksUrl: (endpoint) => this.#jwksUrl(endpoint),
      onEvent: (event) => options.events.add({ source: "load-balancer", event }),
      port: ports.get(`load balancer ${portName(model)}`) ?? 0,
      otherPorts: new Map(
        otherListeners(model).map((listener) => [
          listener.port,
          ports.get(listenerName(model, listener)) ?? 0,
        ]),
      ),
      publicKeysPort: ports.get(`public keys ${portName(model)}`) ?? 0,
      ...(this.#certificate && { https: this.#certificate }),
      ...(options.clientOidcHeaders && { clientOidcHeaders: options.clientOidcHeaders }),
      clock: options.clock,
      accessLog: { file: options.state.accessLogFile(model.application) },
      sessionKey: options.state.sessionKey(),
      inspectorUrl: options.inspectorUrl(),
    });
    for (const warning of loadBalancer.warnings) {
      options.onNotice(
        `${model.application}: AWS accepts this, but it is probably a mistake`,
        warning,
      );
    }
    services = await this.#programs.start(programSlots(model), programs, ({ name }) => ({
      ALB_PUBLIC_KEYS_URL: loadBalancer.publicKeysUrl,
      COGNITO_JWKS_URL: this.#poolOf(model, name)?.identity.jwksUrl,
      INSPECTOR_URL: options.inspectorUrl(),
    }));
    return { model, loadBalancer, services };
  }

  /** Keys of the user pools are served here, those of other issuers where they are. */
  #jwksUrl(endpoint: string): string {
    const pool = this.#pools.find(
      ({ model }) => `${model.issuer}/.well-known/jwks.json` === endpoint,
    );
    return pool?.identity.jwksUrl ?? endpoint;
  }

  /** The model's actions name pools of the model only, and all of them are served. */
  #endpointsOf({ issuer }: CognitoProvider): IdentityEndpoints {
    const pool = this.#pools.find(({ model }) => model.issuer === issuer);
    if (pool === undefined) throw new Error(`No user pool is served for ${issuer}.`);
    return pool.identity.endpoints;
  }

  /** Whose tokens the service receives: from its own rules, else from any of the load balancer. */
  #poolOf(model: LoadBalancerModel, service: string): ServedPool | undefined {
    const arn = userPoolArnOf(model, service) ?? userPoolArnsOf(model)[0];
    return this.#pools.find((pool) => pool.model.poolArn === arn) ?? this.#pools[0];
  }

  async #stopApplications(): Promise<void> {
    const applications = this.#applications;
    this.#applications = [];
    await Promise.all([
      this.#programs.stopContainers(),
      ...applications.map(({ loadBalancer }) => loadBalancer.close()),
    ]);
  }
}

/** By what listens. */
type Ports = ReadonlyMap<string, number>;

function portName({ application, name }: LoadBalancerModel): string {
  return `${application}/${name}`;
}

function listenerName(model: LoadBalancerModel, { port }: Listener): string {
  return `listener ${portName(model)}:${port}`;
}

function hostsOf(model: EmulatorModel): string[] {
  const urls = model.userPools.flatMap((pool) => [
    pool.domain?.baseUrl ?? pool.issuer,
    pool.issuer,
  ]);
  return [
    ...model.loadBalancers.flatMap((loadBalancer) => loadBalancer.hostNames),
    ...urls.map((url) => new URL(url).host),
  ];
}
