import { createLocalJWKSet, type JSONWebKeySet } from "jose";
import { JwtError } from "./jwt-error.ts";

type KeySet = ReturnType<typeof createLocalJWKSet>;

/** AWS forwards no request when the key set is larger. */
const maxBytes = 150 * 1024;
const maxKeys = 10;
const timeoutMs = 5_000;
const cachedForMs = 60_000;

/** What is needed to fetch key sets. */
export interface KeySetOptions {
  /** Where this machine serves a `jwks_endpoint`; the endpoint itself where it does not. */
  readonly jwksUrl: (endpoint: string) => string;
  /** Why endpoints cannot be reached; `undefined` when they can. */
  readonly unreachable: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Fetches the key sets of issuers, and keeps them for a while. */
export class KeySets {
  readonly #sets = new Map<
    string,
    { readonly keys: Promise<KeySet>; readonly fetchedAtMs: number }
  >();

  constructor(private readonly options: KeySetOptions) {}

  /** @throws JwtError when the key set cannot be fetched or is too large. */
  get(endpoint: string): Promise<KeySet> {
    const cached = this.#sets.get(endpoint);
    if (cached !== undefined && this.options.now() - cached.fetchedAtMs < cachedForMs) {
      return cached.keys;
    }
    const keys = this.#fetch(endpoint);
    this.#sets.set(endpoint, { keys, fetchedAtMs: this.options.now() });
    // A failure is not kept: the next request is a new attempt.
    keys.catch(() => this.#sets.delete(endpoint));
    return keys;
  }

  async #fetch(endpoint: string): Promise<KeySet> {
    const { jwksUrl, unreachable } = this.options;
    if (unreachable !== undefined) throw new JwtError(500, undefined, unreachable);
    const problem = (text: string) =>
      new JwtError(
        500,
        undefined,
        `The jwks_endpoint ${endpoint} ${text}, so no token can be verified and no request is forwarded. Check the endpoint.`,
      );
    let body: string;
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      const response = await fetch(jwksUrl(endpoint), { signal, redirect: "manual" });
      if (response.status !== 200) throw problem(`returned ${response.status}`);
      body = await response.text();
    } catch (error) {
      if (error instanceof JwtError) throw error;
      throw problem("cannot be reached");
    }
    if (Buffer.byteLength(body) > maxBytes) throw problem("returned more than 150 KB");
    const set = parseKeySet(body);
    if (set === undefined) throw problem("returned no JSON Web Key Set");
    if (set.keys.length > maxKeys) throw problem(`returned more than ${maxKeys} keys`);
    return createLocalJWKSet(set);
  }
}

function parseKeySet(body: string): JSONWebKeySet | undefined {
  try {
    const parsed = JSON.parse(body) as Partial<JSONWebKeySet> | null;
    return Array.isArray(parsed?.keys) ? { keys: parsed.keys } : undefined;
  } catch {
    return undefined;
  }
}
