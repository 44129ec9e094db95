import {
  createPublicKey,
  generateKeyPair,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  randomUUID,
} from "node:crypto";
import { promisify } from "node:util";
import { optionIssues } from "../check-options.ts";
import { environmentVariables } from "../environment.ts";
import type { AlbVerifierOptions } from "../options.ts";
import type { RouteGroups } from "../routes/route-groups.ts";
import { forgeries } from "./forgeries.ts";
import type { Forgery } from "./forgery.ts";
import { KeyEndpointServer } from "./key-endpoint-server.ts";
import { requestHeaders } from "./request-headers.ts";
import {
  type ForgedRequest,
  forgedRequestNames,
  type SignInOptions,
  type TestLoadBalancer,
} from "./test-load-balancer.ts";
import { type KeyPair, TestTokens } from "./test-tokens.ts";
import { type TestUserOptions, testUser } from "./test-user.ts";

/** Options of {@link createTestLoadBalancer}. */
export interface TestLoadBalancerOptions {
  /** `signer` of the data tokens. @default - an ARN in eu-central-1 */
  readonly loadBalancerArn?: string;
  /** `client` and `client_id` of the tokens. @default "4k3h2g1f0e9d8c7b6a5example" */
  readonly clientId?: string;
  /** `iss` of the tokens. @default - a user pool in eu-central-1 */
  readonly issuer?: string;
  /** Groups that routes need, in `options` and `environment`. @default - none */
  readonly routeGroups?: RouteGroups;
  /** Returns the time in milliseconds since 1970, for the tokens and in `options`. @default Date.now */
  readonly now?: () => number;
  /** Keys to sign with, such as those of an emulator that your program trusts. @default - new ones */
  readonly signingKeys?: TestSigningKeys;
}

/** Keys to sign with instead of new ones. */
export interface TestSigningKeys {
  /** Of the load balancer, on the curve P-256: it signs the data tokens. @default - a new one */
  readonly loadBalancer?: TestSigningKey;
  /** Of the user pool, RSA: it signs the access tokens. @default - a new one */
  readonly userPool?: TestSigningKey;
}

/** A private key, and the id by which programs find its public key. */
export interface TestSigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
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
    routeGroups,
    now,
    signingKeys = {},
  } = options;
  assertValid({
    loadBalancerArns: [loadBalancerArn],
    clientIds: [clientId],
    issuer,
    ...(routeGroups && { routeGroups }),
  });
  const { loadBalancer: dataKey, userPool: accessKey } = signingKeys;
  const [dataKeys, accessKeys] = await Promise.all([
    dataKey ? keyPairOf(dataKey) : generateKeys("ec", { namedCurve: "P-256" }),
    accessKey ? keyPairOf(accessKey) : generateKeys("rsa", { modulusLength: 2048 }),
  ]);
  const tokens = new TestTokens({
    loadBalancerArn,
    clientId,
    issuer,
    dataKid: dataKey?.kid ?? randomUUID(),
    dataKeys,
    // As long as Cognito's.
    accessKid: accessKey?.kid ?? randomBytes(32).toString("base64"),
    accessKeys,
    user: testUser(),
    now: now ?? Date.now,
  });
  const server = new KeyEndpointServer();
  server.publicKeys.set(tokens.source.dataKid, dataKeys.publicKey);
  server.jwks.set(tokens.source.accessKid, accessKeys.publicKey);
  await server.listen();
  const { publicKeysUrl, jwksUrl } = server;
  return testLoadBalancer(tokens, server, {
    loadBalancerArns: [loadBalancerArn],
    clientIds: [clientId],
    issuer,
    publicKeysUrl,
    jwksUrl,
    ...(routeGroups && { routeGroups }),
    ...(now && { now }),
  });
}

function keyPairOf({ privateKey }: TestSigningKey): KeyPair {
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

function testLoadBalancer(
  initial: TestTokens,
  server: KeyEndpointServer,
  options: AlbVerifierOptions,
): TestLoadBalancer {
  let tokens = initial;

  function tokensOf({ clientId, issuer, ...user }: SignInOptions): TestTokens {
    return tokens.with({
      user: testUser(user),
      ...(clientId !== undefined && { clientId }),
      ...(issuer !== undefined && { issuer }),
    });
  }

  function forgedRequest(
    { name, code, isGivenAway, forge }: Forgery,
    user: TestUserOptions,
  ): ForgedRequest {
    return { name, code, isGivenAway, headers: requestHeaders(forge(tokensOf(user))) };
  }

  return {
    options,
    environment: environmentOf(server, initial, options.routeGroups),
    get keyRequests() {
      return [...server.requestedPaths];
    },
    signIn: (user = {}) => requestHeaders(tokensOf(user).headerValues()),
    bearerToken({ machine = false, ...user } = {}) {
      const signing = tokensOf(user);
      return signing.signAccessToken(machine ? { payload: signing.machinePayload() } : {});
    },
    forgedRequests: (user = {}) => forgeries.map((forgery) => forgedRequest(forgery, user)),
    forgedRequest: (name, user = {}) => forgedRequest(forgeryOf(name), user),
    rotateKey() {
      const dataKid = randomUUID();
      const dataKeys = generateKeyPairSync("ec", { namedCurve: "P-256" });
      server.publicKeys.set(dataKid, dataKeys.publicKey);
      tokens = tokens.with({ dataKid, dataKeys });
    },
    close: () => server.close(),
  };
}

function forgeryOf(name: string): Forgery {
  const forgery = forgeries.find((candidate) => candidate.name === name);
  if (forgery !== undefined) return forgery;
  throw new TypeError(
    `There is no forged request "${name}". Pass one of forgedRequestNames, such as ` +
      `"${forgedRequestNames[0]}".`,
  );
}

function environmentOf(
  { publicKeysUrl, jwksUrl }: KeyEndpointServer,
  { source }: TestTokens,
  routeGroups: RouteGroups | undefined,
): Readonly<Record<string, string>> {
  return {
    [environmentVariables.loadBalancerArns]: source.loadBalancerArn,
    [environmentVariables.clientIds]: source.clientId,
    [environmentVariables.issuer]: source.issuer,
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
    ...(routeGroups && { [environmentVariables.routeGroups]: JSON.stringify(routeGroups) }),
  };
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
