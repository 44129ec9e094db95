import { isDeepStrictEqual } from "node:util";
import { type RunningUserPool, startUserPool } from "../cognito/start-user-pool.ts";
import type { EventLog } from "../inspector/event-log.ts";
import {
  type RunningLoadBalancer,
  startLoadBalancer,
} from "../load-balancer/start-load-balancer.ts";
import { AddressBook } from "../model/address-book.ts";
import type { StandInModel } from "../model/emulator-model.ts";
import type {
  AuthenticateCognitoAction,
  LoadBalancerModel,
  Service,
} from "../model/load-balancer.ts";
import type { UserPoolModel } from "../model/user-pool.ts";
import { type LocalCertificate, makeCertificate } from "./certificate.ts";
import type { ServiceOverride } from "./options.ts";
import { choosePort } from "./ports.ts";
import { type RunningServices, startServices } from "./services.ts";
import type { StateFolder } from "./state-folder.ts";

export interface StandInOptions {
  readonly root: string;
  readonly state: StateFolder;
  readonly events: EventLog;
  readonly https: boolean;
  readonly port: number | undefined;
  readonly identityPort: number | undefined;
  readonly overrides: readonly ServiceOverride[];
  readonly containerCommand: readonly [string, ...string[]];
  readonly clientOidcHeaders: "strip" | "pass" | undefined;
  readonly onOutput: (service: Service, line: string, stream: "stdout" | "stderr") => void;
  readonly onNotice: (text: string, explanation?: string) => void;
}

export interface RunningApplication {
  readonly model: LoadBalancerModel;
  readonly loadBalancer: RunningLoadBalancer;
  readonly services: RunningServices;
}

interface RunningPool {
  readonly model: UserPoolModel;
  readonly identity: RunningUserPool;
}

const usualPort = 8443;
const usualIdentityPort = 8440;

/** Every application of an environment, each with its own load balancer, on its user pools. */
export class StandIn {
  readonly addresses = new AddressBook();
  #pools: RunningPool[] = [];
  #applications: RunningApplication[] = [];
  readonly #ports = new Map<string, number>();
  #certificate: LocalCertificate | undefined;

  constructor(private readonly options: StandInOptions) {}

  get applications(): readonly RunningApplication[] {
    return this.#applications;
  }

  get identities(): readonly RunningUserPool[] {
    return this.#pools.map((pool) => pool.identity);
  }

  /**
   * Serves this model in place of the one before, at the same addresses. Pools that did not change
   * keep running, so that nobody has to sign in again because a route changed.
   */
  async serve(model: StandInModel): Promise<void> {
    await this.#stopApplications();
    if (this.options.https) this.#certificate ??= await makeCertificate(hostsOf(model));
    await this.#servePools(model.identities);
    const started = await Promise.allSettled(
      model.loadBalancers.map((loadBalancer, index) => this.#startApplication(loadBalancer, index)),
    );
    this.#applications = started.flatMap((entry) =>
      entry.status === "fulfilled" ? entry.value : [],
    );
    const refused = started.find((entry) => entry.status === "rejected");
    if (refused) throw refused.reason;
  }

  async close(): Promise<void> {
    await this.#stopApplications();
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
    for (const model of models) {
      if (kept.some((pool) => isDeepStrictEqual(pool.model, model))) continue;
      const { identityPort, state, events } = this.options;
      const port = await this.#portFor(`pool ${model.poolName}`, identityPort, usualIdentityPort);
      const identity = await startUserPool(model, {
        addresses: this.addresses,
        // The port that browsers meet is the known one.
        ...(this.#certificate ? { https: { ...this.#certificate, port } } : { port }),
        usersFile: state.usersFile(model.poolName),
        keysFile: state.keysFile,
        onEvent: (event) => events.add({ source: "identity", event }),
      });
      this.#pools.push({ model, identity });
      if (model.mfa === "ON") {
        this.options.onNotice(
          `Pool ${model.poolName} demands a second factor (mfa_configuration = "ON"): the stand-in asks for the password alone.`,
        );
      }
    }
  }

  async #startApplication(model: LoadBalancerModel, index: number): Promise<RunningApplication> {
    const { options } = this;
    const given =
      options.port === undefined || options.port === 0 ? options.port : options.port + index;
    const pool = this.#poolOf(model);
    let services: RunningServices | undefined;
    const loadBalancer = await startLoadBalancer(model, {
      identity: pool.identity.endpoints,
      addresses: this.addresses,
      resolveTarget: (service) => services?.urlOf(service),
      onEvent: (event) => options.events.add({ source: "load-balancer", event }),
      port: await this.#portFor(`load balancer ${model.name}`, given, usualPort + index),
      ...(this.#certificate && { https: this.#certificate }),
      ...(options.clientOidcHeaders && { clientOidcHeaders: options.clientOidcHeaders }),
      accessLog: { file: options.state.accessLogFile(model.application) },
      sessionKey: options.state.sessionKey(),
    });
    for (const warning of loadBalancer.warnings) {
      options.onNotice(`${model.application}: a mistake that AWS would accept`, warning);
    }
    services = await startServices({
      services: model.services,
      overrides: options.overrides,
      containerCommand: options.containerCommand,
      cwd: options.root,
      keyUrls: {
        ALB_PUBLIC_KEYS_URL: loadBalancer.publicKeysUrl,
        COGNITO_JWKS_URL: pool.identity.jwksUrl,
      },
      ownEnvironment: process.env,
      onOutput: options.onOutput,
      onNotice: options.onNotice,
    });
    return { model, loadBalancer, services };
  }

  /** The pool that the application's rules sign in at; any where none does. */
  #poolOf(model: LoadBalancerModel): RunningPool {
    const arns = model.listeners
      .flatMap((listener) => [...listener.rules, listener.defaultRule])
      .flatMap((rule) => rule.actions)
      .filter(
        (action): action is AuthenticateCognitoAction => action.type === "authenticate-cognito",
      )
      .map((action) => action.userPoolArn);
    const pool = this.#pools.find((entry) => arns.includes(entry.model.poolArn)) ?? this.#pools[0];
    if (!pool) throw new Error(`No user pool is declared, and ${model.application} needs one.`);
    return pool;
  }

  /** A port stays the same from one reload to the next. */
  async #portFor(name: string, given: number | undefined, usual: number): Promise<number> {
    const port = this.#ports.get(name) ?? (await choosePort(given, usual));
    this.#ports.set(name, port);
    return port;
  }

  async #stopApplications(): Promise<void> {
    const applications = this.#applications;
    this.#applications = [];
    await Promise.all(
      applications.flatMap(({ loadBalancer, services }) => [loadBalancer.close(), services.stop()]),
    );
  }
}

function hostsOf(model: StandInModel): string[] {
  const urls = model.identities.flatMap((pool) => [
    pool.domain?.baseUrl ?? pool.issuer,
    pool.issuer,
  ]);
  return [
    ...model.loadBalancers.flatMap((loadBalancer) => loadBalancer.hostNames),
    ...urls.map((url) => new URL(url).host),
  ];
}
