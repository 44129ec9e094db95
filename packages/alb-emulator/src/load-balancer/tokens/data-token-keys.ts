import { generateKeyPairSync, type KeyObject, randomUUID } from "node:crypto";

export interface DataTokenKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
}

/** Former keys stay published: a token is valid for two minutes, also after its key was replaced. */
const maxKeys = 20;

/** The key pairs that data tokens are signed with, newest last. */
export class DataTokenKeys {
  readonly #publicKeys = new Map<string, string>();
  readonly #publishedElsewhere = new Map<string, string>();
  #current: DataTokenKey;

  constructor() {
    this.#current = this.rotate();
  }

  get current(): DataTokenKey {
    return this.#current;
  }

  /** Signs with a new key from now on. */
  rotate(): DataTokenKey {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const kid = randomUUID();
    this.#publicKeys.set(kid, pemOf(publicKey));
    const [oldest] = this.#publicKeys.keys();
    if (this.#publicKeys.size > maxKeys && oldest) this.#publicKeys.delete(oldest);
    this.#current = { kid, privateKey };
    return this.#current;
  }

  /**
   * Publishes a key that nothing is signed with, at a path that is not the id of a key.
   * @returns stops publishing it
   */
  publish(path: string, publicKey: KeyObject): () => void {
    this.#publishedElsewhere.set(path, pemOf(publicKey));
    return () => this.#publishedElsewhere.delete(path);
  }

  /** @returns the PEM of a key id; `undefined` for an unknown one. */
  publicKey(kid: string): string | undefined {
    return this.#publicKeys.get(kid) ?? this.#publishedElsewhere.get(kid);
  }
}

function pemOf(publicKey: KeyObject): string {
  return publicKey.export({ type: "spki", format: "pem" }).toString();
}
