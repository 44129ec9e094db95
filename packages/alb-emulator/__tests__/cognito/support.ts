import type { RunningUserPool } from "../../src/cognito/running-user-pool.ts";
import { startUserPool } from "../../src/cognito/start-user-pool.ts";
import type { TriggerHandler } from "../../src/cognito/triggers/trigger-handler.ts";
import type { NewUser } from "../../src/cognito/users/user-directory.ts";
import { AddressBook } from "../../src/model/address-book.ts";
import type { Clock } from "../../src/model/clock.ts";
import type { AppClient, UserPoolModel } from "../../src/model/user-pool.ts";
import type { UserPoolEvent } from "../../src/model/user-pool-event.ts";
import { page, Visitor } from "../support/visitor.ts";

export const client: AppClient = {
  clientId: "1example23456789client0001",
  name: "example-tasks",
  address: "aws_cognito_user_pool_client.app",
  clientSecret: "1example2secret3with+signs/and=more",
  supportedIdentityProviders: ["COGNITO"],
  allowedOAuthFlows: ["code"],
  allowedOAuthScopes: ["openid", "email", "profile", "tasks/read", "tasks/write"],
  callbackUrls: ["https://tasks.example.com/oauth2/idpresponse"],
  logoutUrls: ["https://tasks.example.com/signed-out"],
  accessTokenLifetimeSeconds: 900,
  idTokenLifetimeSeconds: 600,
  refreshTokenLifetimeSeconds: 43_200,
  enableTokenRevocation: true,
  authSessionLifetimeSeconds: 180,
};

export const machine: AppClient = {
  ...client,
  clientId: "1example23456789machine001",
  name: "example-nightly-job",
  address: "aws_cognito_user_pool_client.job",
  clientSecret: "machine-secret",
  allowedOAuthFlows: ["client_credentials"],
  allowedOAuthScopes: ["tasks/read"],
  callbackUrls: [],
  logoutUrls: [],
};

export const model: UserPoolModel = {
  poolId: "eu-central-1_AbCdEf123",
  poolArn: "arn:aws:cognito-idp:eu-central-1:123456789012:userpool/eu-central-1_AbCdEf123",
  poolName: "example",
  region: "eu-central-1",
  issuer: "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEf123",
  domain: {
    domain: "example-login",
    baseUrl: "https://example-login.auth.eu-central-1.amazoncognito.com",
  },
  passwordPolicy: {
    minimumLength: 14,
    requireLowercase: true,
    requireUppercase: true,
    requireNumbers: true,
    requireSymbols: true,
  },
  signUp: "self",
  mfa: "OFF",
  secondFactors: [],
  usernameAttributes: ["email"],
  aliasAttributes: [],
  identityProviders: [],
  preTokenGeneration: undefined,
  otherTriggers: [],
  caseSensitiveUsernames: false,
  groups: [
    { name: "readers", description: undefined, precedence: 20 },
    { name: "admins", description: "May see /admin", precedence: 1 },
  ],
  resourceServers: [
    {
      identifier: "tasks",
      name: "tasks",
      scopes: [
        { name: "read", description: "Read tasks" },
        { name: "write", description: "Add and change tasks" },
      ],
    },
  ],
  clients: [client, machine],
};

export const password = "Correct-Horse-7-Battery";

export interface TestPool extends RunningUserPool {
  readonly addresses: AddressBook;
  readonly events: UserPoolEvent[];
  /** Origin of the user pool domain as a browser reaches it. */
  readonly base: string;
}

export async function startPool(
  overrides: Partial<UserPoolModel> = {},
  clock?: Clock,
  preTokenGeneration?: TriggerHandler,
): Promise<TestPool> {
  const addresses = new AddressBook();
  const events: UserPoolEvent[] = [];
  const poolModel = { ...model, ...overrides };
  const running = await startUserPool(poolModel, {
    addresses,
    onEvent: (event) => events.push(event),
    clock,
    preTokenGeneration,
  });
  const base = addresses.localUrl(poolModel.domain?.baseUrl ?? "");
  return { ...running, addresses, events, base };
}

/** One pool for all tests of a file, with one user beside the demo users. */
export function useUserPool(
  user: Omit<NewUser, "password">,
  overrides: Partial<UserPoolModel> = {},
  clock?: Clock,
): () => TestPool {
  let started: TestPool;

  beforeAll(async () => {
    started = await startPool(overrides, clock);
    await started.users.create({ ...user, password });
  });

  afterAll(() => started.close());

  return () => started;
}

/** A pool of its own for one test. */
export async function withPool(
  overrides: Partial<UserPoolModel>,
  run: (pool: TestPool) => Promise<void>,
): Promise<void> {
  const pool = await startPool(overrides);
  try {
    await run(pool);
  } finally {
    await pool.close();
  }
}

export function authorizeUrl(base: string, parameters: Record<string, string | undefined> = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({
    client_id: client.clientId,
    redirect_uri: client.callbackUrls[0],
    response_type: "code",
    scope: "openid email profile",
    state: "a/state+with=signs",
    ...parameters,
  })) {
    if (value !== undefined) query.set(name, value);
  }
  return `${base}/oauth2/authorize?${query}`;
}

/** Signs in on the page that an authorization request leads to; ends at the callback's redirect. */
export async function signInAt(url: string, login: string, visitor = new Visitor()) {
  const signInPage = page(await visitor.visit(url));
  const response = await visitor.submitOnce(signInPage, "/login", { username: login, password });
  const callback = new URL(response.location ?? "about:blank");
  return { visitor, response, callback, code: callback.searchParams.get("code") ?? "" };
}

export function basic({ clientId, clientSecret }: AppClient, secret = clientSecret): string {
  const encode = (text = "") => encodeURIComponent(text);
  return `Basic ${Buffer.from(`${encode(clientId)}:${encode(secret)}`).toString("base64")}`;
}

/** A token request as the load balancer sends it. */
export async function requestTokens(
  { endpoints }: RunningUserPool,
  form: Record<string, string>,
  authorization: string | undefined = basic(client),
) {
  const response = await fetch(endpoints.tokenUrl, {
    method: "POST",
    headers: { ...(authorization && { Authorization: authorization }) },
    body: new URLSearchParams(form),
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as TokenBody,
  };
}

/** Every field that the token endpoint may return. */
interface TokenBody {
  readonly access_token: string;
  readonly id_token: string;
  readonly refresh_token: string;
  readonly expires_in: number;
  readonly token_type: string;
  readonly error?: string;
}

export function exchangeCode(
  pool: RunningUserPool,
  code: string,
  form: Record<string, string> = {},
  authorization?: string,
) {
  return requestTokens(
    pool,
    {
      grant_type: "authorization_code",
      code,
      redirect_uri: client.callbackUrls[0] ?? "",
      ...form,
    },
    authorization,
  );
}

export function refresh(pool: RunningUserPool, refreshToken: string, authorization?: string) {
  return requestTokens(
    pool,
    { grant_type: "refresh_token", refresh_token: refreshToken },
    authorization,
  );
}

export function requestUserInfo({ endpoints }: RunningUserPool, accessToken: string) {
  return fetch(endpoints.userInfoUrl, { headers: { Authorization: `Bearer ${accessToken}` } });
}
