import { generateKeyPair, generateKeyPairSync, randomBytes, randomUUID } from "node:crypto";
import { promisify } from "node:util";
import { optionIssues } from "../check-options.ts";
import { environmentVariables } from "../environment.ts";
import type { AlbAuthErrorCode } from "../error-codes.ts";
import type { AlbVerifierOptions } from "../options.ts";
import { forgeries } from "./forgeries.ts";
import type { Forgery } from "./forgery.ts";
import { KeyEndpointServer } from "./key-endpoint-server.ts";
import { type OidcRequestHeaders, requestHeaders } from "./request-headers.ts";
import { TestTokens } from "./test-tokens.ts";
import { type TestUserOptions, testUser } from "./test-user.ts";

/** Options of {@link createTestLoadBalancer}. */
export interface TestLoadBalancerOptions {
  /** `signer` of the data tokens. @default - an ARN in eu-central-1 */
  readonly loadBalancerArn?: string;
  /** `client` and `client_id` of the tokens. @default "4k3h2g1f0e9d8c7b6a5example" */
  readonly clientId?: string;
  /** `iss` of the tokens. @default - a user pool in eu-central-1 */
  readonly issuer?: string;
  /** Returns the time in milliseconds since 1970, for the tokens and in `options`. @default Date.now */
  readonly now?: () => number;
}

/** Options of {@link TestLoadBalancer.signIn}. */
export interface SignInOptions extends TestUserOptions {
  /** App client in the tokens, such as the second one of a rotation. @default - that of the load balancer */
  readonly clientId?: string;
  /** `iss` of the tokens, such as Cognito's other one for the pool. @default - that of the load balancer */
  readonly issuer?: string;
}

/** Options of {@link TestLoadBalancer.bearerToken}. */
export interface BearerTokenOptions extends SignInOptions {
  /** Whether the token is a machine's: one of the client credentials grant, without a user. @default false */
  readonly machine?: boolean;
}

/** A request that a careful backend rejects. */
export interface ForgedRequest {
  /** What is wrong with it, such as "data token: stripped padding". */
  readonly name: string;
  /** Code of the `AlbAuthError` that `AlbVerifier` throws. */
  readonly code: AlbAuthErrorCode;
  /** Whether the unverified tokens give it away, so that a careful backend fetches no key for it. */
  readonly isGivenAway: boolean;
  /** The request headers: at most the three that a load balancer adds. */
  readonly headers: Readonly<Record<string, string>>;
}

/** The names of all forged requests, for the table of a test: `it.each(forgedRequestNames)`. */
export const forgedRequestNames: readonly string[] = forgeries.map(({ name }) => name);

/**
 * Signs users in as an Application Load Balancer with Cognito does, without AWS and without an emulator:
 * it has keys, publishes them on a free port of 127.0.0.1, and writes the request headers.
 *
 * Create one with {@link createTestLoadBalancer}.
 */
export class TestLoadBalancer {
  /** For `new AlbVerifier(…)` and `albAuth(…)`: trusts this load balancer and fetches its keys from loopback. */
  readonly options: AlbVerifierOptions;
  /**
   * The same for a program that reads the environment: the variables of the container contract, without
   * `HOST` and `PORT`.
   */
  readonly environment: Readonly<Record<string, string>>;
  readonly #server: KeyEndpointServer;
  #tokens: TestTokens;

  /** @internal */
  constructor(tokens: TestTokens, server: KeyEndpointServer, now?: () => number) {
    const { loadBalancerArn, clientId, issuer } = tokens.source;
    const { publicKeysUrl, jwksUrl } = server;
    this.#tokens = tokens;
    this.#server = server;
    this.options = {
      loadBalancerArns: [loadBalancerArn],
      clientIds: [clientId],
      issuer,
      publicKeysUrl,
      jwksUrl,
      ...(now && { now }),
    };
    this.environment = {
      [environmentVariables.loadBalancerArns]: loadBalancerArn,
      [environmentVariables.clientIds]: clientId,
      [environmentVariables.issuer]: issuer,
      [environmentVariables.publicKeysUrl]: publicKeysUrl,
      [environmentVariables.jwksUrl]: jwksUrl,
      APP_URL: "https://app.example.com",
      APP_URLS: "https://app.example.com",
      COGNITO_DOMAIN_URL: "https://example.auth.eu-central-1.amazoncognito.com",
      SESSION_COOKIE_NAMES: "AWSELBAuthSessionCookie",
      SIGN_OUT_PATH: "/logout",
      SIGNED_OUT_PATH: "/signed-out",
      IDLE_TIMEOUT_SECONDS: "60",
      STOP_TIMEOUT_SECONDS: "30",
    };
  }

  /** Paths that were requested from the key endpoints, in order: to assert that keys are cached. */
  get keyRequests(): readonly string[] {
    return [...this.#server.requestedPaths];
  }

  /**
   * Signs a user in.
   *
   * @param user who signs in, and with which claims
   * @returns the three headers that the load balancer adds to each request, valid for two minutes
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html#user-claims-encoding
   * @example
   * ```ts
   * const headers = loadBalancer.signIn({ username: "ada", groups: ["admins"] });
   * const response = await fetch(url, { headers });
   * ```
   */
  signIn(user: SignInOptions = {}): OidcRequestHeaders {
    return requestHeaders(this.#tokensOf(user).headerValues());
  }

  /**
   * Signs an access token for a request without the load balancer's sign-in.
   *
   * @param options whose token it is, and its scopes
   * @returns the token, for `Authorization: Bearer <token>`
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
   * @example
   * ```ts
   * const token = loadBalancer.bearerToken({ machine: true, scopes: ["tasks/read"] });
   * const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
   * ```
   */
  bearerToken({ machine = false, ...user }: BearerTokenOptions = {}): string {
    const tokens = this.#tokensOf(user);
    return machine
      ? tokens.signAccessToken({ payload: tokens.machinePayload() })
      : tokens.signAccessToken();
  }

  /**
   * Writes requests that a careful backend rejects, each for one reason: unsigned, signed by somebody
   * else, for another application, expired, or put together from valid parts.
   *
   * @param user whose valid headers they begin with
   * @returns one for each of {@link forgedRequestNames}
   * @example
   * ```ts
   * for (const { name, headers } of loadBalancer.forgedRequests()) {
   *   const response = await fetch(url, { headers });
   *   assert.equal(response.status, 401, name);
   * }
   * ```
   */
  forgedRequests(user: TestUserOptions = {}): readonly ForgedRequest[] {
    return forgeries.map((forgery) => this.#forge(forgery, user));
  }

  /**
   * Writes one of the {@link forgedRequests}.
   *
   * @param name one of {@link forgedRequestNames}
   * @param user whose valid headers it begins with
   * @throws TypeError when there is no forged request of this name
   */
  forgedRequest(name: string, user: TestUserOptions = {}): ForgedRequest {
    const forgery = forgeries.find((candidate) => candidate.name === name);
    if (forgery === undefined) {
      throw new TypeError(
        `There is no forged request "${name}". Pass one of forgedRequestNames, such as ` +
          `"${forgedRequestNames[0]}".`,
      );
    }
    return this.#forge(forgery, user);
  }

  /** Signs with a new key from now on, as a load balancer does from time to time. The old one stays valid. */
  rotateKey(): void {
    const dataKid = randomUUID();
    const dataKeys = generateKeyPairSync("ec", { namedCurve: "P-256" });
    this.#server.publicKeys.set(dataKid, dataKeys.publicKey);
    this.#tokens = this.#tokens.with({ dataKid, dataKeys });
  }

  /** Stops publishing the keys. It keeps no process alive if you forget it. */
  async close(): Promise<void> {
    await this.#server.close();
  }

  #tokensOf({ clientId, issuer, ...user }: SignInOptions): TestTokens {
    return this.#tokens.with({
      user: testUser(user),
      ...(clientId !== undefined && { clientId }),
      ...(issuer !== undefined && { issuer }),
    });
  }

  #forge({ name, code, isGivenAway, forge }: Forgery, user: TestUserOptions): ForgedRequest {
    const values = forge(this.#tokens.with({ user: testUser(user) }));
    return { name, code, isGivenAway, headers: requestHeaders(values) };
  }
}

const generateKeys = promisify(generateKeyPair);

/**
 * Creates keys and publishes them on a free port of 127.0.0.1, so that tests can sign users in without
 * AWS and without an emulator.
 *
 * @param options what the tokens say; all of it has defaults
 * @throws TypeError that lists every invalid option
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
 * @example
 * ```ts
 * const loadBalancer = await createTestLoadBalancer();
 * const verifier = new AlbVerifier(loadBalancer.options);
 * const identity = await verifier.verify(loadBalancer.signIn({ groups: ["admins"] }));
 * await loadBalancer.close();
 * ```
 */
export async function createTestLoadBalancer(
  options: TestLoadBalancerOptions = {},
): Promise<TestLoadBalancer> {
  const {
    loadBalancerArn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/example/50dc6c495c0c9188",
    clientId = "4k3h2g1f0e9d8c7b6a5example",
    issuer = "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_ExAmPlE01",
    now,
  } = options;
  assertValid({ loadBalancerArns: [loadBalancerArn], clientIds: [clientId], issuer });
  const [dataKeys, accessKeys] = await Promise.all([
    generateKeys("ec", { namedCurve: "P-256" }),
    generateKeys("rsa", { modulusLength: 2048 }),
  ]);
  const tokens = new TestTokens({
    loadBalancerArn,
    clientId,
    issuer,
    dataKid: randomUUID(),
    dataKeys,
    accessKid: randomBytes(32).toString("base64"),
    accessKeys,
    user: testUser(),
    now: now ?? Date.now,
  });
  const server = new KeyEndpointServer();
  server.publicKeys.set(tokens.source.dataKid, dataKeys.publicKey);
  server.jwks.set(tokens.source.accessKid, accessKeys.publicKey);
  await server.listen();
  return new TestLoadBalancer(tokens, server, now);
}

const optionNames: Readonly<Record<string, string>> = {
  loadBalancerArns: "loadBalancerArn",
  clientIds: "clientId",
};

function assertValid(options: AlbVerifierOptions): void {
  const issues = optionIssues(
    { ...options, publicKeysUrl: "http://127.0.0.1" },
    (option) => `"${optionNames[option] ?? option}"`,
  );
  if (issues.length > 0) {
    throw new TypeError(
      `createTestLoadBalancer cannot sign with these options. ${issues.join(" ")}`,
    );
  }
}
