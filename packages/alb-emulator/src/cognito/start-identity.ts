import type { EventEmitter } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { Context, Next } from "koa";
import type { AddressBook, Endpoint } from "../model/address-book.ts";
import type { IdentityEndpoints } from "../model/emulator-model.ts";
import type { IdentityModel } from "../model/identity.ts";
import type { IdentityEvent } from "../model/identity-event.ts";
import type { IdentityContext, Report } from "./context.ts";
import { MemoryStore } from "./memory-store.ts";
import { createProvider } from "./provider.ts";
import { RefreshTokens } from "./refresh-tokens.ts";
import { RevokedSignIns } from "./revoked-sign-ins.ts";
import { routes } from "./routes.ts";
import { loadSigningKeys } from "./signing-keys.ts";
import { CognitoTokens } from "./tokens.ts";
import { type DemoUser, ensureDemoUsers } from "./users/demo-users.ts";
import { UserDirectory } from "./users/user-directory.ts";

export interface IdentityOptions {
  /** Gets the sign-in host and the issuer's host. */
  readonly addresses: AddressBook;
  /** @default - any free port */
  readonly port?: number;
  /** Certificate for browsers; the load balancer asks over plain loopback all the same. */
  readonly https?: { readonly key: string; readonly cert: string; readonly port?: number };
  /** @default - users are forgotten at the end */
  readonly usersFile?: string;
  /** @default - new signing keys each time */
  readonly keysFile?: string;
  readonly onEvent?: (event: IdentityEvent) => void;
}

export interface RunningIdentity {
  readonly endpoints: IdentityEndpoints;
  /** The pool's keys, as the container fetches them. */
  readonly jwksUrl: string;
  /** Of plain HTTP on loopback. */
  readonly port: number;
  readonly users: UserDirectory;
  readonly demoUsers: readonly DemoUser[];
  close(): Promise<void>;
}

/** Serves one pool: sign-in pages, OAuth endpoints and issuer. */
export async function startIdentity(
  model: IdentityModel,
  options: IdentityOptions,
): Promise<RunningIdentity> {
  const keys = await loadSigningKeys(options.keysFile);
  const users = new UserDirectory(model, options.usersFile);
  const demoUsers = await ensureDemoUsers(model, users);
  const refreshTokens = new RefreshTokens();
  const store = new MemoryStore(() => Date.now(), {
    RefreshToken: (id) => refreshTokens.unwrap(id),
  });
  const provider = createProvider({ model, users, keys, store });
  const report: Report = (kind, details) =>
    options.onEvent?.({
      at: Date.now(),
      kind,
      client: undefined,
      user: undefined,
      explanation: undefined,
      ...details,
    });
  const identity: IdentityContext = {
    model,
    addresses: options.addresses,
    users,
    demoUsers,
    keys,
    tokens: new CognitoTokens(model, keys),
    refreshTokens,
    revokedSignIns: new RevokedSignIns(),
    provider,
    report,
  };
  // A fault of the stand-in itself: never to be taken for one of the configuration.
  const shout = (error: unknown) => console.error("The identity stand-in failed:", error);
  provider.on("server_error", (_ctx, error) => shout(error));
  (provider as EventEmitter).on("error", shout);
  provider.use((ctx: Context, next: Next) => {
    // Cookies and addresses are those of an https site, whatever carries them here.
    ctx.req.headers["x-forwarded-proto"] = "https";
    return next();
  });
  provider.use(routes(identity) as never);

  const callback = provider.callback();
  const server = createServer(callback);
  const port = await listen(server, options.port ?? 0);
  const secure = options.https && createHttpsServer(options.https, callback as RequestListener);
  const local: Endpoint = secure
    ? { scheme: "https", port: await listen(secure, options.https?.port ?? 0) }
    : { scheme: "http", port };
  for (const url of [model.domain?.baseUrl, model.issuer]) {
    if (url) options.addresses.add(new URL(url).host, { scheme: "https", port: 443 }, local);
  }

  const loopback = `http://127.0.0.1:${port}`;
  return {
    endpoints: {
      tokenUrl: `${loopback}/oauth2/token`,
      userInfoUrl: `${loopback}/oauth2/userInfo`,
    },
    jwksUrl: `${loopback}${new URL(model.issuer).pathname}/.well-known/jwks.json`,
    port,
    users,
    demoUsers,
    close: async () => {
      store.close();
      await Promise.all([server, secure].map((entry) => entry && close(entry)));
    },
  };
}

/** Longer than clients keep a connection, so that none sends a request into one being closed. */
const keepAliveMilliseconds = 75_000;

function listen(server: Server, port: number): Promise<number> {
  server.keepAliveTimeout = keepAliveMilliseconds;
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
