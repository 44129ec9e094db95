import type { AccessTokenVerifier } from "./access-token.ts";
import { AlbAuthError } from "./alb-auth-error.ts";
import { hasBearerToken } from "./bearer-token.ts";
import { createAccessTokenVerifier } from "./create-access-token-verifier.ts";
import { DataTokenVerifier } from "./data-token.ts";
import { type EnvironmentOptions, optionsFromEnvironment } from "./environment.ts";
import type { Environment } from "./environment-text.ts";
import type { VerificationOutcome } from "./error-codes.ts";
import { createIdentity, type Identity } from "./identity.ts";
import { KeySource } from "./key-source.ts";
import { LoadBalancerKeys } from "./load-balancer-keys.ts";
import { MachineTokens } from "./machine-tokens.ts";
import { hasOidcHeaders, type RequestHeaders, readOidcHeaders } from "./oidc-headers.ts";
import type { AlbVerifierOptions } from "./options.ts";
import { resolveOptions } from "./resolve-options.ts";
import { RouteEnforcer } from "./routes/route-enforcer.ts";
import type { RoutedRequest } from "./routes/routed-request.ts";
import { TokenCache } from "./token-cache.ts";
import { UserBudgets } from "./user-budgets.ts";

/**
 * Verifies the three headers that a load balancer adds after sign-in and, with `machineClientIds`, the
 * bearer token of a machine. Holds the key and token caches, so create one per process.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
 * @example
 * ```ts
 * const verifier = new AlbVerifier({
 *   loadBalancerArns: ["arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/example/50dc6c495c0c9188"],
 *   clientIds: ["4k3h2g1f0e9d8c7b6a5example"],
 *   issuer: "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_ExAmPlE01",
 * });
 * const { subject, groups } = await verifier.verify(request.headers);
 * ```
 */
export class AlbVerifier {
  readonly #dataTokens: DataTokenVerifier;
  readonly #accessTokens: AccessTokenVerifier;
  /** `undefined` without machine clients: the `Authorization` header is then nobody's business. */
  readonly #machines: MachineTokens | undefined;
  readonly #now: () => number;
  readonly #onOutcome: (outcome: VerificationOutcome) => void;
  readonly #routes: RouteEnforcer | undefined;

  /**
   * @param options which load balancers, app clients and user pool to trust
   * @throws TypeError that lists every invalid option
   */
  constructor(options: AlbVerifierOptions) {
    const resolved = resolveOptions(options);
    const { now, clientIds, issuers, fetchPolicy } = resolved;
    this.#now = now;
    this.#onOutcome = options.onOutcome ?? (() => {});
    this.#routes = options.routeGroups && new RouteEnforcer(options.routeGroups);
    this.#dataTokens = new DataTokenVerifier({
      signers: resolved.signers,
      clientIds,
      issuers,
      keys: new LoadBalancerKeys({
        url: resolved.publicKeysUrl,
        source: new KeySource(fetchPolicy, now),
        budgets: new UserBudgets(resolved),
        now,
        maxKeys: resolved.maxPublicKeys,
        ...(options.onKeyLookup && { onLookup: options.onKeyLookup }),
      }),
      cache: new TokenCache(resolved.maxCachedDataTokens),
    });
    this.#accessTokens = createAccessTokenVerifier(resolved, resolved.accessTokenGraceSeconds);
    const { machineClientIds } = resolved;
    this.#machines =
      machineClientIds.size === 0
        ? undefined
        : // Without grace: a program that renews its tokens in time needs none.
          new MachineTokens(this.#accessTokens.forClients(machineClientIds, 0));
  }

  /**
   * Creates a verifier from the environment variables that this project's task definition and its local
   * emulator set: ALB_ARN, COGNITO_ISSUER, COGNITO_CLIENT_ID, COGNITO_MACHINE_CLIENT_IDS, ALB_PUBLIC_KEYS_URL,
   * COGNITO_JWKS_URL, ROUTE_GROUPS.
   *
   * @param env usually `process.env`
   * @param options what the environment does not say
   * @throws TypeError that lists every missing or invalid variable
   * @example
   * ```ts
   * const verifier = AlbVerifier.fromEnvironment(process.env);
   * ```
   */
  static fromEnvironment(env: Environment, options: EnvironmentOptions = {}): AlbVerifier {
    return new AlbVerifier(optionsFromEnvironment(env, options));
  }

  /** Whether it has `routeGroups`, so that `verify` and `verifyOptional` need the request. */
  get enforcesRouteGroups(): boolean {
    return this.#routes !== undefined;
  }

  /**
   * Verifies the request's headers, and that the user may pass the load balancer's route.
   *
   * @param headers headers with lower-case names, such as `request.headers` of `node:http`
   * @param request the request itself, required with `routeGroups`
   * @returns the user or machine, as a deeply frozen object
   * @throws {@link AlbAuthError} with one `code` per cause
   * @throws TypeError with `routeGroups` and without the request
   */
  async verify(headers: RequestHeaders, request?: RoutedRequest): Promise<Identity> {
    try {
      if (this.#machines?.isMachine(headers)) {
        const machine = await this.#machines.verify(headers, this.#now() / 1000);
        this.#enforceRoutes(machine, request);
        this.#onOutcome("OK");
        return machine;
      }
      const { data, accessToken, identity } = readOidcHeaders(headers);
      const nowSeconds = this.#now() / 1000;
      let access = this.#accessTokens.cached(accessToken, nowSeconds);
      let user = this.#dataTokens.cached(data, nowSeconds);
      // Awaits only what is fetched: each `await` costs time, and most requests need none.
      if (user === undefined) {
        const unverified = this.#dataTokens.read(data, nowSeconds);
        let key = this.#dataTokens.cachedKey(unverified);
        if (key === undefined) {
          access ??= await this.#accessTokens.verifyToken(accessToken, nowSeconds);
          key = await this.#dataTokens.fetchKey(unverified, access.subject);
        }
        user = this.#dataTokens.verify(unverified, key, nowSeconds);
      }
      if (identity !== user.subject) throw new AlbAuthError("ERR_SUBJECT_MISMATCH");
      if (access === undefined) {
        const unverified = this.#accessTokens.read(accessToken, nowSeconds);
        const key =
          this.#accessTokens.cachedKey(unverified) ??
          (await this.#accessTokens.fetchKey(unverified));
        access = this.#accessTokens.verify(unverified, key);
      }
      // They may name different app clients, both accepted: during a rotation, the load balancer keeps
      // sessions of the previous client behind rules of the current one.
      if (access.subject !== user.subject) throw new AlbAuthError("ERR_SUBJECT_MISMATCH");
      const verified = createIdentity(user, access, accessToken);
      this.#enforceRoutes(verified, request);
      this.#onOutcome("OK");
      return verified;
    } catch (error) {
      if (error instanceof AlbAuthError) this.#onOutcome(error.code);
      throw error;
    }
  }

  /**
   * Verifies the request's headers if it has any of the three, or a bearer token where machines have
   * them. Invalid headers are rejected, never ignored. Without a user, no route with groups passes.
   *
   * @param headers headers with lower-case names, such as `request.headers` of `node:http`
   * @param request the request itself, required with `routeGroups`
   * @returns the user or machine, or `undefined` for an anonymous request: one with none of these headers
   * @throws {@link AlbAuthError} with one `code` per cause
   * @throws TypeError with `routeGroups` and without the request
   */
  async verifyOptional(
    headers: RequestHeaders,
    request?: RoutedRequest,
  ): Promise<Identity | undefined> {
    const isMachine = this.#machines !== undefined && hasBearerToken(headers);
    if (isMachine || hasOidcHeaders(headers)) return this.verify(headers, request);
    try {
      this.#enforceRoutes(undefined, request);
    } catch (error) {
      if (error instanceof AlbAuthError) this.#onOutcome(error.code);
      throw error;
    }
    this.#onOutcome("ANONYMOUS");
    return undefined;
  }

  #enforceRoutes(identity: Identity | undefined, request: RoutedRequest | undefined): void {
    if (this.#routes === undefined) return;
    if (request === undefined) {
      throw new TypeError(
        "The verifier has routeGroups (ROUTE_GROUPS), so it must know which route a request is for: " +
          "pass { method, target, headers } as the second argument, or use one of the adapters. Without it, " +
          "users outside of a group would pass.",
      );
    }
    this.#routes.enforce(identity, request);
  }

  /**
   * Fetches the JWKS of every user pool unless it is already loaded. For readiness checks: it takes
   * nothing from the limits of the fetches that requests cause.
   *
   * @returns whether every JWKS is loaded
   */
  async loadKeySet(): Promise<boolean> {
    return this.#accessTokens.loadKeySets();
  }
}
