/** What replaces a secret. */
const hidden = "[hidden]";

/** Parameters of URLs and forms whose values are secrets. `state` decrypts to nothing, but ends a sign-in. */
const secretParameters =
  /([?&;\s"]|^)(code|state|access_token|id_token|refresh_token|token|client_secret|password|nonce|code_verifier|session)=([^&\s";]+)/gi;

/** A JWT, also with the padding of a load balancer's token. */
const jwt = /\beyJ[\w-]+={0,2}\.[\w-]+={0,2}(\.[\w-]*={0,2}){0,3}/g;

const sessionCookie = /\b(AWSELBAuthSessionCookie[\w.-]*|AWSALBAuthNonce)=([^;\s"]+)/g;

const authorization = /\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/gi;

/** Removes secrets from what the doctor says: those that it knows, and what looks like one. */
export class Secrets {
  readonly #known = new Set<string>();

  /** @param value Password, cookie value, code or token. Short ones would hide ordinary words. */
  add(value: string): void {
    if (value.length >= 6) this.#known.add(value);
  }

  hide(text: string): string {
    let result = text;
    // The longest first: one secret may contain another.
    for (const value of [...this.#known].sort((one, other) => other.length - one.length)) {
      for (const form of new Set([value, encodeURIComponent(value)])) {
        result = result.replaceAll(form, hidden);
      }
    }
    return result
      .replace(jwt, hidden)
      .replace(sessionCookie, `$1=${hidden}`)
      .replace(authorization, `$1 ${hidden}`)
      .replace(secretParameters, `$1$2=${hidden}`);
  }

  /** The same value with every string in it hidden. */
  hideIn<Value>(value: Value): Value {
    return JSON.parse(JSON.stringify(value), (_key, item: unknown) =>
      typeof item === "string" ? this.hide(item) : item,
    ) as Value;
  }
}
