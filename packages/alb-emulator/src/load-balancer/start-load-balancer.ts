import type { AddressBook, Endpoint } from "../model/address-book.ts";
import { type Clock, systemClock } from "../model/clock.ts";
import type { IdentityEndpoints } from "../model/emulator-model.ts";
import type { LoadBalancerEvent } from "../model/event.ts";
import type { LambdaFunction } from "../model/lambda-function.ts";
import type { Listener, LoadBalancerModel } from "../model/load-balancer.ts";
import { isLogin, type LoginAction } from "../model/login-action.ts";
import { type RunningServer, runServer } from "../model/run-server.ts";
import { Forwarder } from "./actions/forwarder.ts";
import { Authenticator } from "./authentication/authenticator.ts";
import { IdentityClient } from "./authentication/identity-client.ts";
import { checkModel } from "./checks/model-errors.ts";
import {
  jwksUnreachable,
  listenerUnreachable,
  providerUnreachable,
  targetUnreachable,
} from "./checks/network.ts";
import { warnings } from "./checks/warnings.ts";
import { Locations } from "./http/locations.ts";
import { JwtValidator } from "./jwt-validation/jwt-validator.ts";
import { KeySets } from "./jwt-validation/key-sets.ts";
import {
  createListenerServer,
  createSharedPortServers,
  type SharedPortServers,
  type TlsFiles,
} from "./listener-server.ts";
import { mainListener, onlyRedirects, otherListeners } from "./listeners.ts";
import { RequestHandler } from "./request-handler.ts";
import type { RunningLoadBalancer } from "./running-load-balancer.ts";
import { CookieCipher } from "./session/cookie-cipher.ts";
import { Stickiness } from "./targets/stickiness.ts";
import { type ResolveTarget, TargetPool } from "./targets/target-pool.ts";
import { DataTokenKeys } from "./tokens/data-token-keys.ts";
import { startPublicKeyServer } from "./tokens/public-key-server.ts";
import { AccessLog, type AccessLogOptions } from "./trace/access-log.ts";

/** Options of {@link startLoadBalancer}. */
export interface LoadBalancerOptions {
  /** Where the identity provider of an authenticate action is reached. */
  readonly identity: (login: LoginAction) => IdentityEndpoints;
  readonly addresses: AddressBook;
  readonly resolveTarget: ResolveTarget;
  /** What runs a Lambda function. @default - nothing does */
  readonly resolveFunction?: (service: string, application: string) => LambdaFunction | undefined;
  /** Where this machine serves a `jwks_endpoint`. @default - the endpoint itself */
  readonly jwksUrl?: (endpoint: string) => string;
  readonly onEvent: (event: LoadBalancerEvent) => void;
  /** Of the first HTTPS listener, or of the first one. @default - any free port */
  readonly port?: number;
  /** Of the other listeners, by their ports in AWS. @default - any free ports */
  readonly otherPorts?: ReadonlyMap<number, number>;
  /** Of the public keys. @default - any free port */
  readonly publicKeysPort?: number;
  /** @default - the HTTPS listener is served over plain HTTP */
  readonly https?: TlsFiles;
  /** Address that the listeners are served at. @default "127.0.0.1" */
  readonly listenAddress?: string;
  /**
   * Serves a listener on a port that it shares with others; TLS ends there.
   * @default - each listener has a port of its own
   */
  readonly servePort?: (listener: Listener, servers: SharedPortServers) => Promise<RunningServer>;
  /** @default - that of this machine */
  readonly clock?: Clock;
  /**
   * What happens to a client's own `x-amzn-oidc-*` headers when nobody is signed in. AWS documents
   * neither.
   * @default "pass" - the worse of the two, which targets have to withstand
   */
  readonly clientOidcHeaders?: "strip" | "pass";
  /** Replaces the address of every client, to try source IP conditions. */
  readonly peerAddress?: string;
  /** Of the links from errors to their entries. @default - errors have no links */
  readonly inspectorUrl?: string;
  readonly accessLog?: AccessLogOptions;
  /** 32 bytes; with the same key, sessions outlive a restart. @default - random */
  readonly sessionKey?: Buffer;
}

const loopback = "127.0.0.1";

/**
 * Serves a load balancer on this machine, on loopback unless the options say otherwise.
 * @throws LoadBalancerError for a model that AWS would reject.
 */
export async function startLoadBalancer(
  model: LoadBalancerModel,
  options: LoadBalancerOptions,
): Promise<RunningLoadBalancer> {
  checkModel(model);
  const { addresses, identity: endpointsOf } = options;
  const now = options.clock ?? systemClock;
  const locations = new Locations(addresses);
  const keys = new DataTokenKeys();
  const targets = new TargetPool(model.application, model.targetGroups, options.resolveTarget);
  const cipher = new CookieCipher(options.sessionKey);
  const authenticator = new Authenticator({
    cipher,
    identity: new IdentityClient(endpointsOf, (login) => providerUnreachable(model.network, login)),
    endpointsOf,
    locations,
    now,
  });
  const forwarder = new Forwarder({
    loadBalancerArn: model.arn,
    idleTimeoutSeconds: model.idleTimeoutSeconds,
    targets,
    functionOf: ({ service, name, application }) =>
      options.resolveFunction?.(service ?? name, application ?? model.application),
    stickiness: new Stickiness(cipher, now),
    unreachableTargets: unreachableTargets(model),
    keys,
    headerPolicy: {
      dropInvalidHeaderFields: model.dropInvalidHeaderFields,
      preserveHostHeader: model.preserveHostHeader,
      xffHeaderProcessingMode: model.xffHeaderProcessingMode,
      clientOidcHeaders: options.clientOidcHeaders ?? "pass",
    },
    locations,
    now,
  });
  const keySets = new KeySets({
    jwksUrl: options.jwksUrl ?? ((endpoint) => endpoint),
    unreachable: jwksUnreachable(model.network),
    now,
  });
  const accessLog = new AccessLog(options.accessLog);
  const running: RunningServer[] = [];
  const close = async () => {
    targets.close();
    forwarder.close();
    await Promise.all(running.map((server) => server.close()));
    await accessLog.close();
  };
  try {
    const publicKeys = await startPublicKeyServer(keys, options.publicKeysPort);
    running.push(publicKeys);
    const main = mainListener(model);
    const locals = new Map<Listener, Endpoint>();
    for (const listener of model.listeners) {
      const tls = listener.protocol === "HTTPS" ? options.https : undefined;
      const serverOptions = {
        model,
        handler: new RequestHandler(listener, {
          authenticator,
          forwarder,
          jwtValidator: new JwtValidator(keySets, now),
          locations,
          targetGroups: model.targetGroups,
        }),
        unreachable: listenerUnreachable(model.network, listener.port),
        accessLog,
        onEvent: options.onEvent,
        now,
        peerAddress: options.peerAddress,
        inspectorUrl: options.inspectorUrl,
        tls,
      };
      const port = listener === main ? options.port : options.otherPorts?.get(listener.port);
      const served = options.servePort
        ? await options.servePort(listener, createSharedPortServers(listener, serverOptions))
        : await runServer(createListenerServer(listener, serverOptions), {
            host: options.listenAddress ?? loopback,
            port: port ?? 0,
          });
      running.push(served);
      const isSecure = listener.protocol === "HTTPS" && (tls ?? options.servePort) !== undefined;
      const local: Endpoint = { scheme: isSecure ? "https" : "http", port: served.port };
      locals.set(listener, local);
      locations.add(listener, local);
      addHostNames(addresses, model, listener, local);
    }
    targets.start();
    const others = otherListeners(model).filter((listener) => !onlyRedirects(listener));
    const urlsOf = (hostNames: readonly string[]) =>
      [main, ...others].flatMap((listener) => urlsAt(hostNames, locals.get(listener), addresses));
    const urls = urlsOf(model.hostNames);
    return {
      port: locations.portOf(main) ?? 0,
      ports: new Map([...locals].map(([listener, { port }]) => [listener.port, port])),
      url: urls[0] ?? "",
      urls,
      urlsOf,
      localUrlOf: (listener, realUrl) => {
        const local = locals.get(listener);
        return local && addresses.localUrlAt(realUrl, local);
      },
      publicKeysUrl: `http://${loopback}:${publicKeys.port}`,
      publicKey: (kid) => keys.publicKey(kid),
      warnings: warnings(model),
      targetHealth: () => targets.describeHealth(),
      rotateKey: () => {
        keys.rotate();
      },
      dataTokenKeys: keys,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function unreachableTargets({ network, targetGroups }: LoadBalancerModel) {
  const explanations = new Map<string, string>();
  for (const targetGroup of targetGroups) {
    const explanation = targetUnreachable(network, targetGroup);
    if (explanation !== undefined) explanations.set(targetGroup.arn, explanation);
  }
  return explanations;
}

function addHostNames(
  addresses: AddressBook,
  { hostNames }: LoadBalancerModel,
  { protocol, port, rules, defaultRule }: Listener,
  local: Endpoint,
): void {
  const scheme = protocol === "HTTPS" ? "https" : "http";
  const logins = [...rules, defaultRule].flatMap(({ actions }) => actions.filter(isLogin));
  const clientIds = new Set(logins.map(({ provider }) => provider.clientId));
  for (const name of hostNames) {
    addresses.add(name, { scheme, port }, local);
    for (const clientId of clientIds) {
      addresses.addForClient(clientId, name, { scheme, port }, local);
    }
  }
}

/** A load balancer without a host name is served as this machine. */
function urlsAt(
  hostNames: readonly string[],
  local: Endpoint | undefined,
  addresses: AddressBook,
): readonly string[] {
  const names = hostNames.length > 0 ? hostNames : ["localhost"];
  if (local === undefined) return [];
  return names.map((name) => addresses.localUrlAt(`http://${name}/`, local));
}
