import { type KeyObject, type KeyPairKeyObjectResult, randomBytes, randomUUID } from "node:crypto";
import { AlbVerifier } from "../../index.ts";
import {
  accessHeader,
  accessKeys,
  accessPayload,
  clientId,
  dataHeader,
  dataKeys,
  dataPayload,
  issuer,
  loadBalancerArn,
  otherAccessKeys,
  otherDataKeys,
  type SignedInHeaders,
  signAccessToken,
  signDataToken,
  subject,
} from "../support/tokens.ts";
import { jwksOf, KeyServer, pemOf } from "./key-servers.ts";

/** Who forges what: "user" has a valid access token, a stranger has none. */
export type Forger =
  | "stranger, data tokens"
  | "stranger, access tokens"
  | "user"
  | "wrong signature";

/** A load balancer and a user pool whose keys change, their key servers, and a verifier. */
export class World {
  readonly #publicKeys = new Map<string, KeyObject>();
  readonly #poolKeys = new Map<string, KeyObject>();
  readonly publicKeyServer = new KeyServer((path) => {
    const key = this.#publicKeys.get(path.slice(1));
    return key && pemOf(key);
  });
  readonly jwksServer = new KeyServer(() => jwksOf(this.#poolKeys));
  #dataKid = "";
  #dataKeys: KeyPairKeyObjectResult = otherDataKeys;
  #accessKid = "";
  #accessKeys: KeyPairKeyObjectResult = otherAccessKeys;
  #accessToken = "";
  #forgedAccessToken = "";
  #otherUsersAccessToken = "";
  #offsetMs = 0;
  #fetchesUnderWay = 0;
  #verifier: AlbVerifier | undefined;

  /** @param clock milliseconds since 1970 */
  constructor(private readonly clock: () => number) {
    this.rotateLoadBalancerKey();
    this.rotatePoolKey();
  }

  readonly now = () => this.clock() + this.#offsetMs;

  async start(options: { readonly timeoutMs?: number; readonly retryDelayMs?: number }) {
    await Promise.all([this.publicKeyServer.listen(), this.jwksServer.listen()]);
    this.#verifier = new AlbVerifier({
      loadBalancerArns: [loadBalancerArn],
      clientIds: [clientId],
      issuer,
      publicKeysUrl: this.publicKeyServer.url,
      jwksUrl: this.jwksServer.url,
      now: this.now,
      fetch: async (url, init) => {
        this.#fetchesUnderWay++;
        try {
          const response = await fetch(url, init);
          return new Response(await response.arrayBuffer(), { status: response.status });
        } finally {
          this.#fetchesUnderWay--;
        }
      },
      ...options,
    });
  }

  get verifier(): AlbVerifier {
    if (this.#verifier === undefined) throw new Error("start() was not called.");
    return this.#verifier;
  }

  /** Waits for the fetches that no request waits for. */
  async untilIdle(): Promise<void> {
    while (this.#fetchesUnderWay > 0) await new Promise(setImmediate);
  }

  async stop(): Promise<void> {
    await Promise.all([this.publicKeyServer.close(), this.jwksServer.close()]);
  }

  /** The load balancer signs with a new key, which its endpoint has from now on. */
  rotateLoadBalancerKey(): void {
    this.#dataKid = randomUUID();
    this.#dataKeys = this.#dataKeys === dataKeys ? otherDataKeys : dataKeys;
    this.#publicKeys.set(this.#dataKid, this.#dataKeys.publicKey);
  }

  /** The user pool signs with a new key, which its JWKS has from now on. */
  rotatePoolKey(): void {
    this.#accessKid = randomUUID();
    this.#accessKeys = this.#accessKeys === accessKeys ? otherAccessKeys : accessKeys;
    this.#poolKeys.set(this.#accessKid, this.#accessKeys.publicKey);
    this.#signAccessToken();
  }

  /** Moves the clock of the verifier, as if hours had passed without a request. */
  passHours(hours: number): void {
    this.#offsetMs += hours * 3_600_000;
    this.#signAccessToken();
  }

  /** A request of the honest user, with a new data token. */
  honest(): SignedInHeaders {
    const exp = this.#exp();
    const data = signDataToken({
      header: dataHeader({ exp, kid: this.#dataKid }),
      payload: dataPayload({ exp }),
      key: this.#dataKeys.privateKey,
    });
    return { data, accessToken: this.#accessToken, identity: subject };
  }

  /** A forged request: everything in it is right, but for what the forger cannot know. */
  forged(forger: Forger): SignedInHeaders {
    const kid = forger === "wrong signature" ? this.#dataKid : randomUUID();
    const header = dataHeader({ exp: this.#exp(), kid });
    const data = `${encode(header)}.${encode(dataPayload())}.${randomBytes(64).toString("base64url")}`;
    switch (forger) {
      case "stranger, data tokens":
      case "wrong signature":
        return { data, accessToken: this.#forgedAccessToken, identity: subject };
      case "user":
        return { data, accessToken: this.#otherUsersAccessToken, identity: "eve" };
      case "stranger, access tokens": {
        const [, ...rest] = this.#forgedAccessToken.split(".");
        const accessToken = [encode(accessHeader({ kid: randomUUID() })), ...rest].join(".");
        return { data, accessToken, identity: subject };
      }
    }
  }

  #signAccessToken(): void {
    const header = accessHeader({ kid: this.#accessKid });
    const key = this.#accessKeys.privateKey;
    const exp = this.#exp() + 86_400;
    this.#accessToken = signAccessToken({ header, payload: accessPayload({ exp }), key });
    const payload = accessPayload({ exp, sub: "eve" });
    this.#otherUsersAccessToken = signAccessToken({ header, payload, key });
    const signature = randomBytes(256).toString("base64url");
    const signed = this.#accessToken.slice(0, this.#accessToken.lastIndexOf("."));
    this.#forgedAccessToken = `${signed}.${signature}`;
  }

  #exp(): number {
    return Math.floor(this.now() / 1000) + 120;
  }
}

function encode(part: unknown): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}
