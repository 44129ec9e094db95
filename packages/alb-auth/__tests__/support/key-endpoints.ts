import type { KeyObject } from "node:crypto";
import type { Fetch } from "../../src/fetch-resource.ts";
import { accessKeys, accessKid, dataKeys, dataKid } from "./tokens.ts";

export type Answer = { status: number; text: string } | "network error" | "never";

/** Stands in for the public-key endpoint and the pool's JWKS, counts, and fails on demand. */
export class KeyEndpoints {
  /** Addresses fetched, in order. */
  readonly fetched: string[] = [];
  readonly publicKeys = new Map<string, KeyObject>([[dataKid, dataKeys.publicKey]]);
  readonly jwks = new Map<string, KeyObject>([[accessKid, accessKeys.publicKey]]);
  /** When set, answers every fetch for a load balancer's key. */
  publicKeyFault: Answer | ((attempt: number) => Answer | undefined) | undefined;
  /** When set, answers every fetch of the JWKS. */
  jwksFault: Answer | undefined;

  get publicKeyFetches(): number {
    return this.fetched.filter((url) => !url.endsWith("/jwks.json")).length;
  }

  get jwksFetches(): number {
    return this.fetched.length - this.publicKeyFetches;
  }

  readonly fetch: Fetch = async (url, { signal }) => {
    this.fetched.push(url);
    const answer = this.#answerTo(url);
    if (answer === "network error") throw new TypeError("fetch failed");
    if (answer === "never") {
      return new Promise((_, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
      });
    }
    // A turn of the event loop, as a real answer takes: what arrives meanwhile must share it.
    await new Promise(setImmediate);
    return new Response(answer.text, { status: answer.status });
  };

  #answerTo(url: string): Answer {
    if (url.endsWith("/.well-known/jwks.json")) return this.jwksFault ?? this.#jwksDocument();
    const fault =
      typeof this.publicKeyFault === "function"
        ? this.publicKeyFault(this.publicKeyFetches)
        : this.publicKeyFault;
    if (fault) return fault;
    const key = this.publicKeys.get(url.slice(url.lastIndexOf("/") + 1));
    if (key === undefined) return { status: 403, text: "<Error><Code>AccessDenied</Code></Error>" };
    return { status: 200, text: String(key.export({ type: "spki", format: "pem" })) };
  }

  #jwksDocument(): Answer {
    const keys = [...this.jwks].map(([kid, key]) => ({
      ...key.export({ format: "jwk" }),
      alg: "RS256",
      kid,
      use: "sig",
    }));
    return { status: 200, text: JSON.stringify({ keys }) };
  }
}
