import { KeyObject } from "node:crypto";
import type { Fetch } from "../../index.ts";
import { accessKeys, accessKid, dataKeys, dataKid } from "./tokens.ts";

/** A response, or what happens instead of one. */
export type EndpointResponse = { status: number; text: string } | "network error" | "timeout";

/** The public-key endpoint and the user pool's JWKS: counts fetches and fails on demand. */
export class KeyEndpoints {
  /** Addresses fetched, in order. */
  readonly fetched: string[] = [];
  readonly publicKeys = new Map<string, KeyObject>([[dataKid, dataKeys.publicKey]]);
  readonly jwks = new Map<string, KeyObject>([[accessKid, accessKeys.publicKey]]);
  /** When set, the response to every fetch of a load balancer's key. */
  publicKeyFailure:
    | EndpointResponse
    | ((attempt: number) => EndpointResponse | undefined)
    | undefined;
  /** When set, the response to every fetch of the JWKS. */
  jwksFailure: EndpointResponse | undefined;
  /** The JWKS of other issuers: one key, or what happens instead. */
  readonly jwksOf = new Map<string, KeyObject | EndpointResponse>();
  #underWay = 0;

  /** Whether a fetch is under way. */
  get isBusy(): boolean {
    return this.#underWay > 0;
  }

  get publicKeyFetches(): number {
    return this.fetched.filter((url) => !url.endsWith("/jwks.json")).length;
  }

  get jwksFetches(): number {
    return this.fetched.length - this.publicKeyFetches;
  }

  readonly fetch: Fetch = async (url, { signal }) => {
    this.fetched.push(url);
    const response = this.#respondTo(url);
    if (response === "network error") throw new TypeError("fetch failed");
    if (response === "timeout") {
      return new Promise((_, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
      });
    }
    this.#underWay++;
    // One turn of the event loop, as a real response takes: concurrent requests must share it.
    await new Promise(setImmediate);
    this.#underWay--;
    return new Response(response.text, { status: response.status });
  };

  #respondTo(url: string): EndpointResponse {
    if (url.endsWith("/.well-known/jwks.json")) return this.#respondToJwks(url);
    const failure =
      typeof this.publicKeyFailure === "function"
        ? this.publicKeyFailure(this.publicKeyFetches)
        : this.publicKeyFailure;
    if (failure) return failure;
    const key = this.publicKeys.get(url.slice(url.lastIndexOf("/") + 1));
    if (key === undefined) return { status: 403, text: "<Error><Code>AccessDenied</Code></Error>" };
    return { status: 200, text: String(key.export({ type: "spki", format: "pem" })) };
  }

  #respondToJwks(url: string): EndpointResponse {
    const other = this.jwksOf.get(url.slice(0, -"/.well-known/jwks.json".length));
    if (other === undefined) return this.jwksFailure ?? jwksDocument(this.jwks);
    return other instanceof KeyObject ? jwksDocument(new Map([[accessKid, other]])) : other;
  }
}

function jwksDocument(jwks: ReadonlyMap<string, KeyObject>): EndpointResponse {
  const keys = [...jwks].map(([kid, key]) => ({
    ...key.export({ format: "jwk" }),
    alg: "RS256",
    kid,
    use: "sig",
  }));
  return { status: 200, text: JSON.stringify({ keys }) };
}
