import { createHmac, createPublicKey, type JsonWebKey, type KeyObject, verify } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import { type RunningServer, runServer } from "../../src/model/run-server.ts";

/** Mistakes of the program, each as developers make it. */
export type Mistake =
  | "ignores the headers"
  | "falls back to the identity header"
  | "takes the user from the identity header"
  | "does not compare the subjects"
  | "reads the last of several headers"
  | "skips a missing data token"
  | "takes JSON for a data token"
  | "decodes the data token only"
  | "believes alg none"
  | "believes the alg of the token"
  | "takes the key from the header"
  | "puts any kid into a path"
  | "resolves the kid as a URL"
  | "does not compare the signer"
  | "does not compare the client"
  | "does not compare the issuer"
  | "ignores expiry"
  | "strips the padding itself"
  | "crashes on a token that is none"
  | "ends on a token that is none"
  | "skips a missing access token"
  | "decodes the access token only"
  | "believes alg none of the access token"
  | "believes the alg of the access token"
  | "fetches keys from the issuer in the token"
  | "fetches keys from jku"
  | "does not compare the issuer of the access token"
  | "does not compare client_id"
  | "compares the clients with each other"
  | "accepts an ID token"
  | "ignores expiry of the access token";

/** Whom the program trusts. */
export interface Trust {
  readonly albArn: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly publicKeysUrl: string;
  readonly jwksUrl: string;
}

type Claims = Record<string, unknown>;

interface Jwt {
  readonly header: Claims;
  readonly payload: Claims;
  readonly signed: string;
  readonly signature: string;
}

class Rejection extends Error {}

function reject(reason: string): never {
  throw new Rejection(reason);
}

function parse(token: string): Jwt {
  const [header = "", payload = "", signature = "", ...rest] = token.split(".");
  if (rest.length > 0) reject("not a JWT");
  const decode = (segment: string): Claims => {
    const text = Buffer.from(segment, "base64url").toString();
    return text.includes("[[") ? reject("nested") : JSON.parse(text);
  };
  try {
    return {
      header: decode(header),
      payload: decode(payload),
      signed: `${header}.${payload}`,
      signature,
    };
  } catch {
    return reject("not a JWT");
  }
}

async function fetchText(url: string | URL): Promise<string> {
  const response = await fetch(url);
  return response.ok ? response.text() : reject(`no key at ${url}`);
}

/** A program that verifies identity headers with care, apart from the mistakes that are switched on. */
export class CarelessProgram {
  mistakes: ReadonlySet<Mistake> = new Set();
  #running: RunningServer | undefined;
  readonly #keys = new Map<string, Promise<string>>();

  constructor(readonly trust: Trust) {}

  async listen(port: number) {
    const server = createServer(async (request, response) => {
      try {
        const body = JSON.stringify(await this.#respond(request));
        response.setHeader("Content-Type", "application/json").end(body);
      } catch (error) {
        response.statusCode = error instanceof Rejection ? 401 : 500;
        response.end();
      }
    });
    this.#running = await runServer(server, { host: "127.0.0.1", port });
    return this.#running;
  }

  #has(mistake: Mistake): boolean {
    return this.mistakes.has(mistake);
  }

  get #comparesClients(): boolean {
    return this.#has("compares the clients with each other");
  }

  /** The response to whoever is signed in. */
  async #respond({ headersDistinct, headers }: IncomingMessage): Promise<Claims> {
    if (this.#has("ignores the headers")) return { page: "welcome" };
    const values = (name: string) => {
      const all = headersDistinct[name] ?? [];
      if (this.#has("reads the last of several headers")) return all.slice(0, 1);
      return all.length > 1 ? reject("repeated") : all;
    };
    const [dataToken] = values("x-amzn-oidc-data");
    const [identity] = values("x-amzn-oidc-identity");
    const [accessToken] = values("x-amzn-oidc-accesstoken");
    if (dataToken === undefined && this.#has("falls back to the identity header")) {
      return { user: headers["x-amzn-oidc-identity"] ?? reject("nobody") };
    }
    const access = await this.#accessClaims(accessToken);
    if (dataToken === undefined && this.#has("skips a missing data token")) {
      return { user: access.sub };
    }
    const data = await this.#dataClaims(dataToken ?? reject("no data token"));
    if (this.#comparesClients && parse(dataToken ?? "").header.client !== access.client_id) {
      reject("clients differ");
    }
    if (this.#has("takes the user from the identity header")) {
      if (access.sub !== data.sub) reject("subjects differ");
      return { user: identity };
    }
    const isOptional = accessToken === undefined && this.#has("skips a missing access token");
    const subjects = isOptional ? [data.sub, identity] : [data.sub, access.sub, identity];
    if (!this.#has("does not compare the subjects") && new Set(subjects).size > 1) {
      reject("subjects differ");
    }
    const last = headersDistinct["x-amzn-oidc-data"]?.at(-1) ?? "";
    const shown = this.#has("reads the last of several headers") ? parse(last).payload : data;
    return { user: shown.sub, email: shown.email, groups: access["cognito:groups"] };
  }

  async #dataClaims(token: string): Promise<Claims> {
    if (this.#has("takes JSON for a data token") && token.startsWith("{")) return JSON.parse(token);
    if (this.#has("crashes on a token that is none") && !token.includes(".")) {
      throw new TypeError("Cannot read properties of undefined (reading 'kid')");
    }
    if (this.#has("ends on a token that is none") && !token.includes(".")) {
      await this.#running?.close();
    }
    const jwt = parse(token);
    const { header, payload } = jwt;
    if (!this.#has("decodes the data token only")) await this.#verifyData(jwt);
    const { albArn, clientId, issuer } = this.trust;
    const isOurs =
      (header.signer === albArn || this.#has("does not compare the signer")) &&
      (header.client === clientId ||
        this.#comparesClients ||
        this.#has("does not compare the client")) &&
      ((header.iss === issuer && payload.iss === issuer) ||
        this.#has("does not compare the issuer"));
    if (!isOurs) reject("of somebody else");
    if (header.crit !== undefined || typeof payload.sub !== "string" || payload.sub === "") {
      reject("unusual");
    }
    if (this.#has("ignores expiry")) return payload;
    for (const { exp } of [header, payload]) {
      if (typeof exp !== "number" || exp * 1000 <= Date.now()) reject("expired");
    }
    if (header.exp !== payload.exp) reject("unusual");
    return payload;
  }

  async #verifyData(jwt: Jwt): Promise<void> {
    const { header } = jwt;
    if (header.alg === "none" && this.#has("believes alg none")) return;
    if (header.jwk !== undefined && this.#has("takes the key from the header")) {
      const key = createPublicKey({ key: header.jwk as JsonWebKey, format: "jwk" });
      return this.#verify(jwt, "ES256", key);
    }
    const kid = String(header.kid);
    const { publicKeysUrl } = this.trust;
    if (!/^[\da-f-]{36}$/.test(kid)) {
      if (this.#has("puts any kid into a path"))
        return this.#verifyByUrl(jwt, `${publicKeysUrl}/${kid}`);
      if (this.#has("resolves the kid as a URL")) {
        return this.#verifyByUrl(jwt, new URL(kid, `${publicKeysUrl}/`).href);
      }
      reject("kid");
    }
    await this.#verifyByUrl(jwt, `${publicKeysUrl}/${kid}`);
  }

  async #verifyByUrl(jwt: Jwt, url: string): Promise<void> {
    const pem = await this.#cached(url);
    if (jwt.header.alg === "HS256" && this.#has("believes the alg of the token")) {
      return this.#verifyHmac(jwt, pem);
    }
    if (this.#has("strips the padding itself")) {
      const padded = jwt.signed.split(".").map(withPadding).join(".");
      return this.#verify({ ...jwt, signed: padded }, "ES256", createPublicKey(pem));
    }
    this.#verify(jwt, "ES256", createPublicKey(pem));
  }

  async #accessClaims(token: string | undefined): Promise<Claims> {
    if (token === undefined) {
      return this.#has("skips a missing access token") ? {} : reject("no access token");
    }
    const jwt = parse(token);
    const { payload } = jwt;
    if (!this.#has("decodes the access token only")) await this.#verifyAccess(jwt);
    const isOurs =
      payload.iss === this.trust.issuer ||
      this.#has("fetches keys from the issuer in the token") ||
      this.#has("does not compare the issuer of the access token");
    const isIdToken = payload.token_use === "id" && this.#has("accepts an ID token");
    if (!isOurs) reject("of another pool");
    if (!isIdToken) {
      if (payload.token_use !== "access") reject("not an access token");
      const isOther = payload.client_id !== this.trust.clientId && !this.#comparesClients;
      if (isOther && !this.#has("does not compare client_id")) {
        reject("of another client");
      }
    }
    const { exp, nbf, sub, scope, "cognito:groups": groups = [] } = payload;
    if (jwt.header.crit !== undefined || nbf !== undefined || token.includes("="))
      reject("unusual");
    if (typeof sub !== "string" || typeof scope !== "string" || !Array.isArray(groups)) {
      reject("unusual");
    }
    const isCurrent = typeof exp === "number" && exp * 1000 > Date.now();
    if (!isCurrent && !this.#has("ignores expiry of the access token")) reject("expired");
    return payload;
  }

  async #verifyAccess(jwt: Jwt): Promise<void> {
    const { header, payload } = jwt;
    if (header.alg === "none" && this.#has("believes alg none of the access token")) return;
    const url =
      header.jku !== undefined && this.#has("fetches keys from jku")
        ? String(header.jku)
        : this.#has("fetches keys from the issuer in the token") &&
            payload.iss !== this.trust.issuer
          ? `${payload.iss}/.well-known/jwks.json`
          : this.trust.jwksUrl;
    const jwk = (await this.#jwk(url, header.kid)) ?? reject("kid");
    const key = createPublicKey({ key: jwk, format: "jwk" });
    if (header.alg === "HS256" && this.#has("believes the alg of the access token")) {
      return this.#verifyHmac(jwt, key.export({ type: "spki", format: "pem" }).toString());
    }
    this.#verify(jwt, "RS256", key);
  }

  /** Keys change: an unknown one is looked for once more. */
  async #jwk(url: string, kid: unknown): Promise<JsonWebKey | undefined> {
    for (let attempt = 0; attempt < 2; attempt++) {
      const { keys } = JSON.parse(await this.#cached(url).catch(() => reject("no JWKS")));
      const found = keys.find((each: { kid: string }) => each.kid === kid);
      if (found !== undefined) return found;
      this.#keys.delete(url);
    }
    return undefined;
  }

  #verify({ header, signed, signature }: Jwt, alg: "ES256" | "RS256", key: KeyObject): void {
    if (header.alg !== alg) reject("alg");
    const options = { key, dsaEncoding: "ieee-p1363" } as const;
    const bytes = Buffer.from(signature, "base64url");
    if (!verify("sha256", Buffer.from(signed), options, bytes)) reject("signature");
  }

  #verifyHmac({ signed, signature }: Jwt, secret: string): void {
    const expected = createHmac("sha256", secret).update(signed).digest();
    if (!Buffer.from(signature, "base64url").equals(expected)) reject("signature");
  }

  #cached(url: string): Promise<string> {
    const known = this.#keys.get(url) ?? fetchText(url);
    this.#keys.set(url, known);
    return known;
  }
}

function withPadding(segment: string): string {
  const bare = segment.replaceAll("=", "");
  return bare.padEnd(Math.ceil(bare.length / 4) * 4, "=");
}
