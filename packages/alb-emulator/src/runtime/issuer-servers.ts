import type { RequestListener } from "node:http";
import { isDeepStrictEqual } from "node:util";
import type { EmulatorUser } from "../cognito/users/emulator-user.ts";
import type { EventLog } from "../inspector/event-log.ts";
import { issuerDirectory } from "../issuer/issuer-directory.ts";
import { type IssuerModel, issuersOf } from "../issuer/issuer-model.ts";
import { type RunningIssuer, startIssuer, urlsOf } from "../issuer/start-issuer.ts";
import type { AddressBook, Endpoint } from "../model/address-book.ts";
import { rulesOfApplication } from "../model/applications.ts";
import type { Clock } from "../model/clock.ts";
import { EmulatorError } from "../model/emulator-error.ts";
import type { EmulatorModel, IdentityEndpoints } from "../model/emulator-model.ts";
import type { LoadBalancerModel } from "../model/load-balancer.ts";
import type { AuthenticateOidcAction } from "../model/login-action.ts";
import type { UserPoolModel } from "../model/user-pool.ts";
import type { LocalCertificate } from "./certificate.ts";
import type { PortBook } from "./ports.ts";
import type { StateFolder } from "./state-folder.ts";

export interface IssuerServersOptions {
  readonly addresses: AddressBook;
  readonly state: StateFolder;
  readonly events: EventLog;
  readonly ports: PortBook;
  readonly identityPort: number | undefined;
  /** Address that browsers connect to. */
  readonly listenAddress: string;
  /** Hosts of issuers that are called on the network. */
  readonly remoteIssuers: readonly string[];
  readonly users: readonly EmulatorUser[] | undefined;
  readonly clock: Clock;
  readonly inspectorUrl: () => string;
  readonly onNotice: (text: string, explanation?: string) => void;
}

/** After the port of the user pools. */
const defaultPort = 8441;

/** The identity providers of `authenticate-oidc` actions: played here, or called on the network. */
export class IssuerServers {
  #running: RunningIssuer[] = [];
  /** What was said already. */
  readonly #notices = new Set<string>();

  constructor(private readonly options: IssuerServersOptions) {}

  get running(): readonly RunningIssuer[] {
    return this.#running;
  }

  /** @throws EmulatorError when a remote issuer does not exist, or its client's secret is not known */
  check(model: EmulatorModel): void {
    const issuers = issuersOf(model.loadBalancers);
    const hosts = issuers.map(hostOf);
    const unknown = this.options.remoteIssuers.filter((host) => !hosts.includes(host));
    if (unknown.length > 0) {
      throw new EmulatorError(
        `No authenticate-oidc action has an issuer on ${unknown.join(" or ")}, so nothing would be called there (--remote-issuer). Use one of: ${hosts.join(", ") || "none"}.`,
      );
    }
    const withoutSecret = issuers
      .filter((issuer) => this.#isRemote(issuer))
      .flatMap(({ issuer, clients }) =>
        clients
          .filter(({ clientSecrets }) => clientSecrets.length === 0)
          .map(
            ({ clientId }) =>
              `The secret of client ${clientId} is not known here, and ${issuer} requires it (--remote-issuer). Give the code its value, such as by a variable, or read a state; or leave --remote-issuer out.`,
          ),
      );
    if (withoutSecret.length > 0) throw new EmulatorError(withoutSecret.join("\n"));
  }

  /** The users of the local ones. */
  directoriesOf(model: EmulatorModel): readonly UserPoolModel[] {
    return issuersOf(model.loadBalancers)
      .filter((issuer) => URL.canParse(issuer.issuer) && !this.#isRemote(issuer))
      .map((issuer) => issuerDirectory(issuer, this.options.users));
  }

  /** Host names that the certificate needs. */
  hostsOf(model: EmulatorModel): readonly string[] {
    return issuersOf(model.loadBalancers)
      .filter((issuer) => !this.#isRemote(issuer))
      .flatMap(urlsOf)
      .filter((url) => URL.canParse(url))
      .map((url) => new URL(url).hostname)
      .filter((host, index, hosts) => hosts.indexOf(host) === index);
  }

  /** Handles requests to a host of a local issuer; looked up for each one, since a reload replaces issuers. */
  handlerOf(host: string): RequestListener | undefined {
    return this.#running.find(({ model }) =>
      urlsOf(model).some((url) => new URL(url).hostname === host),
    )?.handle;
  }

  /**
   * Serves the local ones. @param browserEndpoint Where their real names are served; absent without those.
   * Unchanged ones keep running, so that users stay signed in.
   */
  async serve(
    { loadBalancers }: EmulatorModel,
    certificate: LocalCertificate | undefined,
    browserEndpoint: Endpoint | undefined,
  ): Promise<void> {
    // A URL that AWS rejects is an error of its load balancer.
    const issuers = issuersOf(loadBalancers).filter((issuer) =>
      urlsOf(issuer).every((url) => URL.canParse(url)),
    );
    const local = issuers.filter((issuer) => !this.#isRemote(issuer));
    const gone = this.#running.filter(
      ({ model }) => !local.some((issuer) => isDeepStrictEqual(issuer, model)),
    );
    await Promise.all(gone.map((issuer) => issuer.close()));
    this.#running = this.#running.filter((issuer) => !gone.includes(issuer));
    const added = local.filter(
      (issuer) => !this.#running.some(({ model }) => isDeepStrictEqual(issuer, model)),
    );
    const { ports, identityPort } = this.options;
    const allotted = await ports.allot(
      added.map(({ issuer }) => `issuer ${issuer}`),
      identityPort === 0 || browserEndpoint ? 0 : undefined,
      identityPort === undefined ? defaultPort : identityPort + 1,
    );
    for (const model of added) {
      const port = allotted.get(`issuer ${model.issuer}`) ?? 0;
      this.#running.push(await this.#start(model, port, certificate, browserEndpoint));
    }
  }

  /** Says once who plays each issuer, when load balancers have their addresses. */
  announce({ loadBalancers }: EmulatorModel): void {
    for (const issuer of issuersOf(loadBalancers)) this.#notice(issuer);
  }

  /** Where load balancers reach token and user info endpoint of an action. */
  endpointsOf({ provider }: AuthenticateOidcAction): IdentityEndpoints {
    const { issuer, tokenEndpoint, userInfoEndpoint } = provider;
    const local = this.#running.find(({ model }) => model.issuer === issuer);
    return (
      local?.endpointsFor(tokenEndpoint, userInfoEndpoint) ?? {
        tokenUrl: tokenEndpoint,
        userInfoUrl: userInfoEndpoint,
        isRemote: true,
      }
    );
  }

  /** Address on this machine of keys that a local issuer publishes; its real one is not in the code. */
  jwksUrl(endpoint: string): string | undefined {
    return this.#running.find(({ model: { issuer } }) => isAt(endpoint, issuer))?.jwksUrl;
  }

  /** The local issuer that an application signs in at: the first one. */
  of(loadBalancer: LoadBalancerModel): RunningIssuer | undefined {
    const issuers = rulesOfApplication(loadBalancer)
      .flatMap(({ actions }) => actions)
      .flatMap((action) => (action.type === "authenticate-oidc" ? action.provider.issuer : []));
    return this.#running.find(({ model }) => issuers.includes(model.issuer));
  }

  async close(): Promise<void> {
    await Promise.all(this.#running.map((issuer) => issuer.close()));
    this.#running = [];
  }

  #start(
    model: IssuerModel,
    port: number,
    certificate: LocalCertificate | undefined,
    browserEndpoint: Endpoint | undefined,
  ) {
    const { addresses, state, events, inspectorUrl, users, clock } = this.options;
    return startIssuer(model, {
      addresses,
      ...(certificate ? { https: { ...certificate, port } } : { port }),
      browserEndpoint,
      listenAddress: this.options.listenAddress,
      usersFile: state.usersFile(hostOf(model)),
      givenUsers: users,
      keysFile: state.keysFile,
      inspectorUrl: inspectorUrl(),
      clock,
      onEvent: (event) => events.add({ source: "user-pool", event }),
    });
  }

  #isRemote(issuer: IssuerModel): boolean {
    return this.options.remoteIssuers.includes(hostOf(issuer));
  }

  #notice(model: IssuerModel): void {
    const callbacks = model.callbackUrls.join(" and ");
    const [text, explanation] = this.#isRemote(model)
      ? [
          `Users sign in at ${model.issuer} itself, on the network.`,
          `Register the callback URLs of this machine there: ${model.callbackUrls.map((url) => this.options.addresses.localUrl(url)).join(" and ")}. Many identity providers accept plain http for localhost only: then add --https.`,
        ]
      : [
          `The emulator plays the identity provider ${model.issuer}, with users of its own (--remote-issuer ${hostOf(model)} signs in at the real one). For AWS, register there: ${callbacks}`,
          undefined,
        ];
    if (this.#notices.has(text)) return;
    this.#notices.add(text);
    this.options.onNotice(text, explanation);
  }
}

function hostOf({ issuer }: IssuerModel): string {
  return URL.canParse(issuer) ? new URL(issuer).host : issuer;
}

function isAt(endpoint: string, issuer: string): boolean {
  return URL.canParse(endpoint) && new URL(endpoint).host === new URL(issuer).host;
}
