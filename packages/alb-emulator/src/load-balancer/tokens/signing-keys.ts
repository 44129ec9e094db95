import { generateKeyPairSync, type KeyObject, randomUUID } from "node:crypto";

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
}

/** Former keys stay published, since a token lives for two minutes after its key was replaced. */
const maximumKeys = 20;

/** The key pairs that data tokens are signed with, newest last. */
export class SigningKeys {
  readonly #publicKeys = new Map<string, string>();
  #current: SigningKey;

  constructor() {
    this.#current = this.rotate();
  }

  get current(): SigningKey {
    return this.#current;
  }

  /** Signs with a new key from now on. */
  rotate(): SigningKey {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const kid = randomUUID();
    this.#publicKeys.set(kid, publicKey.export({ type: "spki", format: "pem" }).toString());
    const [oldest] = this.#publicKeys.keys();
    if (this.#publicKeys.size > maximumKeys && oldest) this.#publicKeys.delete(oldest);
    this.#current = { kid, privateKey };
    return this.#current;
  }

  /** PEM of a key by its id. */
  publicKey(kid: string): string | undefined {
    return this.#publicKeys.get(kid);
  }
}
