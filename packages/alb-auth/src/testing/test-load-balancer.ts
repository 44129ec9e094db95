import type { AlbAuthErrorCode } from "../error-codes.ts";
import type { AlbVerifierOptions } from "../options.ts";
import { forgeries } from "./forgeries.ts";
import type { OidcRequestHeaders } from "./request-headers.ts";
import type { TestUserOptions } from "./test-user.ts";

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

/** The names of all forged requests, for the table of a test: `test.each(forgedRequestNames)`. */
export const forgedRequestNames: readonly string[] = forgeries.map(({ name }) => name);

/**
 * Signs users in as an Application Load Balancer with Cognito does, without AWS and without an emulator:
 * it has keys, publishes them on a free port of 127.0.0.1, and writes the request headers.
 *
 * Create one with {@link createTestLoadBalancer}.
 */
export interface TestLoadBalancer {
  /** For `new AlbVerifier(…)` and `albAuth(…)`: trusts this load balancer and fetches its keys from loopback. */
  readonly options: AlbVerifierOptions;
  /**
   * The same for a program that reads the environment: the variables of the container contract, without
   * `HOST` and `PORT`.
   */
  readonly environment: Readonly<Record<string, string>>;
  /** Paths that were requested from the key endpoints, in order: to assert that keys are cached. */
  readonly keyRequests: readonly string[];

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
  signIn(user?: SignInOptions): OidcRequestHeaders;

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
  bearerToken(options?: BearerTokenOptions): string;

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
   *   // A server may reject headers that are too long before your application sees them.
   *   assert.ok([401, 431].includes(response.status), name);
   * }
   * ```
   */
  forgedRequests(user?: TestUserOptions): readonly ForgedRequest[];

  /**
   * Writes one of the {@link TestLoadBalancer.forgedRequests}.
   *
   * @param name one of {@link forgedRequestNames}
   * @param user whose valid headers it begins with
   * @throws TypeError when there is no forged request of this name
   */
  forgedRequest(name: string, user?: TestUserOptions): ForgedRequest;

  /** Signs with a new key from now on, as a load balancer does from time to time. The old one stays valid. */
  rotateKey(): void;

  /** Stops publishing the keys. A process that forgets it still ends. */
  close(): Promise<void>;
}
