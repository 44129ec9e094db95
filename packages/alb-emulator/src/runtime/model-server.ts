import { checkRealProviders } from "../cognito/federation/choose-external-providers.ts";
import type { RunningUserPool } from "../cognito/running-user-pool.ts";
import { checkTriggers } from "../cognito/triggers/check-triggers.ts";
import { checkUsers } from "../cognito/users/given-users.ts";
import type { RunningIssuer } from "../issuer/start-issuer.ts";
import type { RunningLoadBalancer } from "../load-balancer/running-load-balancer.ts";
import { startLoadBalancer } from "../load-balancer/start-load-balancer.ts";
import { AddressBook } from "../model/address-book.ts";
import { applicationsOf } from "../model/applications.ts";
import type { EmulatorModel, IdentityEndpoints } from "../model/emulator-model.ts";
import type { LoadBalancerModel } from "../model/load-balancer.ts";
import type { LoginAction } from "../model/login-action.ts";
import type { RunningServer } from "../model/run-server.ts";
import { signOutOf } from "../request-page/sign-out.ts";
import { healthyStatus, startRequestPage } from "../request-page/start-request-page.ts";
import type { LocalCertificate } from "./certificate.ts";
import { IssuerServers } from "./issuer-servers.ts";
import { LambdaFunctions } from "./lambda-functions.ts";
import { type LoadBalancerPorts, loadBalancerPorts } from "./load-balancer-ports.ts";
import { localHosts } from "./local-hosts.ts";
import type { ModelServerOptions } from "./model-server-options.ts";
import { checkPrograms, type ProgramSlot, programSlots } from "./program-slots.ts";
import { RealNames } from "./real-names.ts";
import { type ServedPool, ServedPools } from "./served-pools.ts";
import type { ServiceProgram } from "./service-program.ts";
import { type RunningServices, ServicePrograms, type ServiceProgramsOptions } from "./services.ts";
import { userPoolArnOf, userPoolArnsOf } from "./user-pool-of.ts";

/** One application: its load balancer, which others may share, and its programs. */
export interface RunningApplication {
  /** The load balancer, with the application's own host names, target groups and services. */
  readonly model: LoadBalancerModel;
  readonly loadBalancer: RunningLoadBalancer;
  /** Addresses of the application, the preferred one first. */
  readonly urls: readonly string[];
  readonly services: RunningServices;
  readonly functions: LambdaFunctions;
}

/** A load balancer and the applications behind it. */
interface ServedLoadBalancer {
  readonly loadBalancer: RunningLoadBalancer;
  readonly applications: readonly RunningApplication[];
}

/** A model, and what runs in place of its services' containers. */
export interface ServedModel {
  readonly model: EmulatorModel;
  readonly programs: readonly ServiceProgram[];
}

/** Serves a model: every load balancer with the applications behind it, and every user pool. */
export class ModelServer {
  readonly addresses: AddressBook;
  readonly #pools: ServedPools;
  #loadBalancers: readonly ServedLoadBalancer[] = [];
  readonly #programOptions: ServiceProgramsOptions;
  readonly #programs: ServicePrograms;
  readonly #issuers: IssuerServers;
  #model: EmulatorModel = { userPools: [], loadBalancers: [] };
  #certificate: LocalCertificate | undefined;
  #realNames: RealNames | undefined;

  constructor(private readonly options: ModelServerOptions) {
    this.addresses = new AddressBook(options);
    this.#pools = new ServedPools(this.addresses, options);
    this.#issuers = new IssuerServers({ ...options, addresses: this.addresses });
    this.#programOptions = {
      ...options,
      ownEnvironment: process.env,
      caFile: () => options.authority.certificateFile,
      startPage: (slot) => this.#startPage(slot),
    };
    this.#programs = new ServicePrograms(this.#programOptions);
  }

  get applications(): readonly RunningApplication[] {
    return this.#loadBalancers.flatMap(({ applications }) => applications);
  }

  /** Each once, whatever number of applications share it. */
  get loadBalancers(): readonly RunningLoadBalancer[] {
    return this.#loadBalancers.map(({ loadBalancer }) => loadBalancer);
  }

  get userPools(): readonly RunningUserPool[] {
    return this.#pools.all.map((pool) => pool.identity);
  }

  get issuers(): readonly RunningIssuer[] {
    return this.#issuers.running;
  }

  /**
   * Serves this model instead of the previous one, at the same addresses. Unchanged pools keep
   * running, so that users stay signed in when a route changes, and so do the user's own programs.
   * @param programs In place of the services' containers; the first one of a service counts.
   * @throws EmulatorError when a program has no service, or a user or a trigger does not fit the user
   * pools
   */
  async serve(model: EmulatorModel, programs: readonly ServiceProgram[]): Promise<void> {
    checkPrograms(model, programs);
    this.#issuers.check(model);
    const directories = [...model.userPools, ...this.#issuers.directoriesOf(model)];
    checkUsers(directories, this.options.users ?? []);
    checkTriggers(model.userPools, this.options.triggers ?? []);
    checkRealProviders(model.userPools, this.options.realProviders);
    await this.#stopLoadBalancers();
    this.#model = model;
    await this.#prepareTls(model);
    await this.#pools.serve(model.userPools, {
      certificate: this.#certificate,
      realNames: this.#realNames,
    });
    await this.#issuers.serve(model, this.#certificate, this.#realNames?.poolEndpoint);
    const ports = await loadBalancerPorts(model.loadBalancers, {
      ...this.options,
      areShared: this.#realNames !== undefined,
    });
    const started = await Promise.allSettled(
      model.loadBalancers.map((loadBalancer) =>
        this.#startLoadBalancer(loadBalancer, ports, programs),
      ),
    );
    this.#loadBalancers = started.flatMap((entry) =>
      entry.status === "fulfilled" ? entry.value : [],
    );
    const failed = started.find((entry) => entry.status === "rejected");
    if (failed) throw failed.reason;
    this.#issuers.announce(model);
    const applications = model.loadBalancers.flatMap(applicationsOf);
    await this.#programs.stopOthers(applications.flatMap(programSlots));
  }

  /** Ends every program; the next version of the model starts them again. */
  stopPrograms(): Promise<void> {
    return this.#programs.stopAll();
  }

  async close(): Promise<void> {
    await Promise.all([this.#stopLoadBalancers(), this.#programs.stop()]);
    await this.#pools.close();
    await this.#issuers.close();
    await this.#realNames?.close();
  }

  /** Host names that clients have to resolve to the emulator; none without real names. */
  get realNames(): readonly string[] {
    return this.#realNames?.names ?? [];
  }

  /** What is missing until every program that was started serves requests. */
  missingPrograms(): Promise<readonly string[]> {
    return this.#programs.missing();
  }

  async #prepareTls(model: EmulatorModel): Promise<void> {
    const { realNames, https, authority } = this.options;
    if (realNames) {
      this.#realNames ??= new RealNames({
        ...this.options,
        pools: () => this.#pools.all,
        issuers: this.#issuers,
        loadBalancers: () => this.#loadBalancers,
      });
      await this.#realNames.open(model);
    } else if (https) {
      this.#certificate = await authority.issue([
        ...localHosts(model),
        ...this.#issuers.hostsOf(model).flatMap((host) => [`${host}.localhost`, host]),
      ]);
    }
  }

  async #startLoadBalancer(
    model: LoadBalancerModel,
    ports: LoadBalancerPorts,
    programs: readonly ServiceProgram[],
  ): Promise<ServedLoadBalancer> {
    const { options } = this;
    const applications: RunningApplication[] = [];
    const of = (name: string) => applications.find((one) => one.model.application === name);
    const loadBalancer = await startLoadBalancer(model, {
      identity: (login) => this.#endpointsOf(login),
      addresses: this.addresses,
      resolveTarget: (service, application) => of(application)?.services.urlOf(service),
      resolveFunction: (service, application) => of(application)?.functions.of(service),
      jwksUrl: (endpoint) => this.#jwksUrl(endpoint),
      onEvent: (event) => options.events.add({ source: "load-balancer", event }),
      ...ports(model),
      listenAddress: options.listenAddress,
      ...(this.#certificate && { https: this.#certificate }),
      ...(this.#realNames && {
        servePort: this.#realNames.serveListener.bind(this.#realNames, model),
      }),
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
    try {
      const starting = applicationsOf(model).map((application) =>
        this.#startApplication(application, loadBalancer, programs),
      );
      applications.push(...(await Promise.all(starting)));
    } catch (error) {
      await loadBalancer.close();
      throw error;
    }
    return { loadBalancer, applications };
  }

  async #startApplication(
    model: LoadBalancerModel,
    loadBalancer: RunningLoadBalancer,
    programs: readonly ServiceProgram[],
  ): Promise<RunningApplication> {
    const { options } = this;
    const urlsOf = ({ name }: { readonly name: string }) => ({
      ALB_PUBLIC_KEYS_URL: loadBalancer.publicKeysUrl,
      COGNITO_JWKS_URL: this.#poolOf(model, name)?.identity.jwksUrl,
      COGNITO_API_URL: this.#poolOf(model, name)?.identity.apiUrl,
      OIDC_JWKS_URL: this.#issuers.of(model)?.jwksUrl,
      INSPECTOR_URL: options.inspectorUrl(),
    });
    const services = await this.#programs.start(programSlots(model), programs, urlsOf);
    const functions = new LambdaFunctions(model, programs, urlsOf, this.#programOptions);
    const urls = loadBalancer.urlsOf(model.hostNames);
    return { model, loadBalancer, urls, services, functions };
  }

  #startPage({ application, name }: ProgramSlot): Promise<RunningServer> {
    const { loadBalancers, userPools } = this.#model;
    const models = loadBalancers
      .flatMap(applicationsOf)
      .filter((model) => model.application === application);
    return startRequestPage({
      application,
      service: name,
      inspectorUrl: this.options.inspectorUrl(),
      healthyStatus: healthyStatus(models, name),
      signOutOf: (clientId, host) => signOutOf(models, userPools, clientId, host),
    });
  }

  /** Keys of the user pools are served here, those of other issuers where they are. */
  #jwksUrl(endpoint: string): string {
    const pool = this.#pools.all.find(
      ({ model }) => `${model.issuer}/.well-known/jwks.json` === endpoint,
    );
    return pool?.identity.jwksUrl ?? this.#issuers.jwksUrl(endpoint) ?? endpoint;
  }

  /** The model's actions name pools of the model only, and all of them are served. */
  #endpointsOf(login: LoginAction): IdentityEndpoints {
    if (login.type === "authenticate-oidc") return this.#issuers.endpointsOf(login);
    const { issuer } = login.provider;
    const pool = this.#pools.all.find(({ model }) => model.issuer === issuer);
    if (pool === undefined) throw new Error(`No user pool is served for ${issuer}.`);
    return pool.identity.endpoints;
  }

  /** Whose tokens the service receives: from its own rules, else from any of the load balancer. */
  #poolOf(model: LoadBalancerModel, service: string): ServedPool | undefined {
    const arn = userPoolArnOf(model, service) ?? userPoolArnsOf(model)[0];
    return this.#pools.all.find((pool) => pool.model.poolArn === arn) ?? this.#pools.all[0];
  }

  async #stopLoadBalancers(): Promise<void> {
    const { applications, loadBalancers } = this;
    this.#loadBalancers = [];
    await Promise.all([
      this.#programs.stopContainers(),
      ...loadBalancers.map((loadBalancer) => loadBalancer.close()),
      ...applications.map(({ functions }) => functions.close()),
    ]);
  }
}
