import { createServer, type RequestListener } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import Koa from "koa";
import { publishReports, reporter } from "../cognito/request-reports.ts";
import { AuthorizationCodes } from "../cognito/stores/authorization-codes.ts";
import { HostedUiSessions } from "../cognito/stores/hosted-ui-sessions.ts";
import { RefreshTokens } from "../cognito/stores/refresh-tokens.ts";
import { loadUserPoolKeys } from "../cognito/user-pool-keys.ts";
import { type DemoUser, ensureDemoUsers } from "../cognito/users/demo-users.ts";
import type { EmulatorUser } from "../cognito/users/emulator-user.ts";
import { createUsers } from "../cognito/users/given-users.ts";
import { UserDirectory } from "../cognito/users/user-directory.ts";
import type { AddressBook, Endpoint } from "../model/address-book.ts";
import { type Clock, systemClock } from "../model/clock.ts";
import type { IdentityEndpoints } from "../model/emulator-model.ts";
import { runServer } from "../model/run-server.ts";
import type { UserPoolEvent } from "../model/user-pool-event.ts";
import { pathBelow } from "./endpoints/discovery.ts";
import { issuerDirectory } from "./issuer-directory.ts";
import type { IssuerModel } from "./issuer-model.ts";
import { IssuerTokens } from "./issuer-tokens.ts";
import { routes } from "./routes.ts";

/** Options of {@link startIssuer}. */
export interface StartIssuerOptions {
  /** Gets the hosts of issuer and endpoints. */
  readonly addresses: AddressBook;
  /** @default - any free port */
  readonly port?: number;
  /** Address that browsers connect to. @default - loopback */
  readonly listenAddress?: string | undefined;
  /** Where browsers reach it under its real names. @default - the port of this server */
  readonly browserEndpoint?: Endpoint | undefined;
  /** Certificate for browsers. The load balancer uses plain HTTP over loopback in any case. */
  readonly https?: { readonly key: string; readonly cert: string; readonly port?: number };
  /** @default - users are lost at the end */
  readonly usersFile?: string;
  /** With them, there are no demo users, and `usersFile` is not used. */
  readonly givenUsers?: readonly EmulatorUser[] | undefined;
  /** @default - new keys at each start */
  readonly keysFile?: string;
  /** @default - pages have no link to the inspector */
  readonly inspectorUrl?: string;
  /** @default - the time of this machine */
  readonly clock?: Clock | undefined;
  readonly onEvent?: (event: UserPoolEvent) => void;
}

/** An OIDC identity provider that the emulator plays. */
export interface RunningIssuer {
  readonly model: IssuerModel;
  /** Where load balancers reach it, for the endpoints of an action. */
  endpointsFor(tokenEndpoint: string, userInfoEndpoint: string): IdentityEndpoints;
  /** Its public keys, over loopback. */
  readonly jwksUrl: string;
  readonly demoUsers: readonly DemoUser[];
  /** Handles a request of a browser or program. */
  readonly handle: RequestListener;
  close(): Promise<void>;
}

/** Serves the endpoints that `authenticate-oidc` actions name, so that sign-in needs no network. */
export async function startIssuer(
  model: IssuerModel,
  options: StartIssuerOptions,
): Promise<RunningIssuer> {
  const keys = await loadUserPoolKeys(options.keysFile);
  const { givenUsers, clock: now = systemClock } = options;
  const directory = issuerDirectory(model, givenUsers);
  const users = new UserDirectory(directory, givenUsers ? undefined : options.usersFile, now);
  const demoUsers = givenUsers
    ? await createUsers(directory, users, givenUsers)
    : await ensureDemoUsers(directory, users);
  const app = new Koa();
  app.on("error", (error: Error & { expose?: boolean }) => {
    if (!error.expose) console.error("The local identity provider failed:", error);
  });
  app.use(publishReports(options.onEvent));
  app.use(
    routes({
      model,
      addresses: options.addresses,
      users,
      demoUsers,
      tokens: new IssuerTokens(model.issuer, keys.accessToken, now),
      codes: new AuthorizationCodes(now),
      refreshTokens: new RefreshTokens(now),
      sessions: new HostedUiSessions(now, "local-issuer"),
      inspectorUrl: options.inspectorUrl,
      report: reporter(now),
    }),
  );
  const handle = app.callback();
  const { https: tls, listenAddress = loopbackAddress, browserEndpoint } = options;
  // For the load balancer, in any case.
  const inside = await listen(createServer(handle), loopbackAddress);
  const forBrowsers = await listen(
    tls === undefined ? createServer(handle) : createHttpsServer(tls, handle),
    listenAddress,
    tls === undefined ? options.port : tls.port,
  );
  const local = browserEndpoint ?? {
    scheme: tls === undefined ? "http" : "https",
    port: forBrowsers.port,
  };
  for (const { hostname, port } of urlsOf(model).map((url) => new URL(url))) {
    options.addresses.add(hostname, { scheme: "https", port: Number(port || 443) }, local);
  }
  const loopback = `http://${loopbackAddress}:${inside.port}`;
  return {
    model,
    endpointsFor: (tokenEndpoint, userInfoEndpoint) => ({
      tokenUrl: loopback + new URL(tokenEndpoint).pathname,
      userInfoUrl: loopback + new URL(userInfoEndpoint).pathname,
    }),
    jwksUrl: loopback + pathBelow(model.issuer, "/.well-known/jwks.json"),
    demoUsers,
    handle,
    close: async () => {
      await Promise.all([inside.close(), forBrowsers.close()]);
    },
  };
}

/** URLs of an identity provider that the emulator serves. */
export function urlsOf(model: IssuerModel): readonly string[] {
  const { issuer, authorizationEndpoints, tokenEndpoints, userInfoEndpoints } = model;
  return [issuer, ...authorizationEndpoints, ...tokenEndpoints, ...userInfoEndpoints];
}

const loopbackAddress = "127.0.0.1";

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
