import { createServer } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import Koa from "koa";
import type { AddressBook, Endpoint } from "../model/address-book.ts";
import { type Clock, systemClock } from "../model/clock.ts";
import type { HostNameFix } from "../model/host-name-fix.ts";
import { runServer } from "../model/run-server.ts";
import type { UserPoolModel } from "../model/user-pool.ts";
import type { UserPoolEvent } from "../model/user-pool-event.ts";
import { externalProviders } from "./federation/choose-external-providers.ts";
import type { RealIdentityProvider } from "./federation/real-identity-provider.ts";
import { publishReports, reporter } from "./request-reports.ts";
import { routes } from "./routes.ts";
import type { RunningUserPool } from "./running-user-pool.ts";
import { TokenIssuer } from "./token-issuer.ts";
import { PreTokenGeneration } from "./triggers/pre-token-generation.ts";
import { loadHandler, type TriggerHandler } from "./triggers/trigger-handler.ts";
import { loadUserPoolKeys } from "./user-pool-keys.ts";
import { createUserPoolStores, type UserPoolStores } from "./user-pool-stores.ts";
import { ensureDemoUsers } from "./users/demo-users.ts";
import type { EmulatorUser } from "./users/emulator-user.ts";
import { createUsers } from "./users/given-users.ts";
import { UserDirectory } from "./users/user-directory.ts";
import { userToSignIn } from "./users/user-to-sign-in.ts";

export interface StartUserPoolOptions {
  /** Gets the hosts of the pool's domain and of its issuer. */
  readonly addresses: AddressBook;
  /** @default - any free port */
  readonly port?: number;
  /** Certificate for browsers. The load balancer uses plain HTTP over loopback in any case. */
  readonly https?: { readonly key: string; readonly cert: string; readonly port?: number };
  /** Address for browsers; the load balancer uses loopback in any case. @default "127.0.0.1" */
  readonly listenAddress?: string;
  /** Where {@link RunningUserPool.handle} is served for browsers. @default - here */
  readonly browserEndpoint?: Endpoint;
  /** @default - users are lost at the end */
  readonly usersFile?: string;
  /** Checked by {@link checkUsers}. With them, the pool has no demo users, and `usersFile` is not used. */
  readonly givenUsers?: readonly EmulatorUser[] | undefined;
  /** Runs the pre token generation trigger. @default - tokens stay as they are */
  readonly preTokenGeneration?: TriggerHandler | string | undefined;
  /** Providers that are called on the network. @default [] - each one has a local page */
  readonly realProviders?: readonly RealIdentityProvider[] | undefined;
  /** @default - new keys at each start */
  readonly keysFile?: string;
  /** @default - pages have no link to the inspector */
  readonly inspectorUrl?: string;
  /** @default - advice in the words of Terraform */
  readonly hostNameFix?: HostNameFix | undefined;
  /** Those of the same pool before its settings changed. @default - nobody is signed in */
  readonly stores?: UserPoolStores | undefined;
  readonly onEvent?: (event: UserPoolEvent) => void;
  /** @default - that of this machine */
  readonly clock?: Clock | undefined;
}

/** A {@link RunningUserPool}, with what its next start needs. */
export interface StartedUserPool extends RunningUserPool {
  /** For the next start of the same pool. */
  readonly stores: UserPoolStores;
}

const loopbackAddress = "127.0.0.1";

/** Whether what listens at the address also gets connections to 127.0.0.1. */
function reachesLoopback(address: string): boolean {
  return [loopbackAddress, "0.0.0.0", "::"].includes(address);
}

/** Serves one user pool: hosted UI, OAuth endpoints and issuer. */
export async function startUserPool(
  model: UserPoolModel,
  options: StartUserPoolOptions,
): Promise<StartedUserPool> {
  const keys = await loadUserPoolKeys(options.keysFile);
  const trigger =
    options.preTokenGeneration === undefined
      ? undefined
      : await loadHandler(options.preTokenGeneration);
  const { givenUsers, clock: now = systemClock } = options;
  // Given users are the same at every start, whatever happened to them before.
  const users = new UserDirectory(model, givenUsers ? undefined : options.usersFile, now);
  const demoUsers = givenUsers
    ? await createUsers(model, users, givenUsers)
    : await ensureDemoUsers(model, users);
  const stores = options.stores ?? createUserPoolStores(now);
  const external = externalProviders(model, options.realProviders ?? []);
  const app = createApp(
    dateHeader(now),
    publishReports(options.onEvent),
    routes({
      model,
      addresses: options.addresses,
      users,
      demoUsers,
      keys,
      tokens: new TokenIssuer(model, keys, now),
      ...stores,
      preTokenGeneration: new PreTokenGeneration(model, trigger),
      externalProviders: external,
      inspectorUrl: options.inspectorUrl,
      hostNameFix: options.hostNameFix,
      report: reporter(now),
      now,
    }),
  );

  const handle = app.callback();
  const { https: tls, port, listenAddress = loopbackAddress } = options;
  const isShared = tls === undefined && reachesLoopback(listenAddress);
  const server = isShared
    ? await listen(createServer(handle), listenAddress, port)
    : await listen(createServer(handle), loopbackAddress);
  const forBrowsers = isShared
    ? server
    : await listen(
        tls === undefined ? createServer(handle) : createHttpsServer(tls, handle),
        listenAddress,
        tls === undefined ? port : tls.port,
      );
  const local = options.browserEndpoint ?? {
    scheme: tls === undefined ? "http" : "https",
    port: forBrowsers.port,
  };
  for (const url of [model.domain?.baseUrl, model.issuer]) {
    if (url) options.addresses.add(new URL(url).host, { scheme: "https", port: 443 }, local);
  }

  const domainUrl =
    model.domain && options.addresses.localUrl(model.domain.baseUrl).replace(/\/$/, "");
  const loopback = `http://${loopbackAddress}:${server.port}`;
  return {
    poolName: model.poolName,
    model,
    accessTokenKey: keys.accessToken,
    endpoints: {
      tokenUrl: `${loopback}/oauth2/token`,
      userInfoUrl: `${loopback}/oauth2/userInfo`,
    },
    jwksUrl: `${loopback}${new URL(model.issuer).pathname}/.well-known/jwks.json`,
    apiUrl: `${loopback}/`,
    port: server.port,
    handle,
    users,
    stores,
    demoUsers,
    poolArn: model.poolArn,
    domainUrl,
    registrations: [...external].map(
      ([name, provider]) => `Identity provider ${name} ${provider.registration(domainUrl ?? "")}.`,
    ),
    startSession: (login) =>
      stores.sessions.create(userToSignIn(users, login, model.poolName).sub).setCookie,
    close: async () => {
      await Promise.all([...new Set([server, forBrowsers])].map((each) => each.close()));
    },
  };
}

/** Browsers relate the expiry of cookies to it. */
function dateHeader(now: Clock): Koa.Middleware {
  return async function dateHeader(ctx, next) {
    ctx.set("Date", new Date(now()).toUTCString());
    await next();
  };
}

function createApp(...middleware: readonly Koa.Middleware[]): Koa {
  const app = new Koa();
  // A bug of the emulator, which must not look like a mistake in the configuration.
  app.on("error", (error: Error & { expose?: boolean }) => {
    if (!error.expose) console.error("The Cognito emulator failed:", error);
  });
  for (const each of middleware) app.use(each);
  return app;
}

/** Longer than clients keep a connection, so that none sends a request into one being closed. */
const keepAliveMs = 75_000;

function listen(
  server: ReturnType<typeof createServer | typeof createHttpsServer>,
  host: string,
  port = 0,
) {
  server.keepAliveTimeout = keepAliveMs;
  return runServer(server, { host, port });
}
