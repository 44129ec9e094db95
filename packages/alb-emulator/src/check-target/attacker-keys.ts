import { generateKeyPair, type KeyObject } from "node:crypto";
import { createServer } from "node:http";
import { promisify } from "node:util";
import { runServer } from "../model/run-server.ts";

/** Keys of an attacker, and the server where the attacker publishes them. */
export interface AttackerKeys {
  readonly url: string;
  readonly dataKey: KeyPair;
  readonly accessKey: KeyPair;
  /** Key id of `accessKey`. */
  readonly accessKid: string;
  /** Whether a path that begins so was requested. */
  readonly wasRequested: (path: string) => boolean;
  readonly close: () => Promise<void>;
}

interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

const newKeyPair = promisify(generateKeyPair);
let keyPairs: Promise<readonly [ec: KeyPair, rsa: KeyPair]> | undefined;

/** Made once: an attacker has the same keys for each program. */
function attackersKeyPairs() {
  keyPairs ??= Promise.all([
    newKeyPair("ec", { namedCurve: "P-256" }),
    newKeyPair("rsa", { modulusLength: 2048 }),
  ]);
  return keyPairs;
}

/** Publishes a JWKS at every path that ends with `jwks.json`, and the load balancer's key at all others. */
export async function startAttackerKeys(): Promise<AttackerKeys> {
  const [dataKey, accessKey] = await attackersKeyPairs();
  const accessKid = "attacker";
  const jwk = accessKey.publicKey.export({ format: "jwk" });
  const jwks = JSON.stringify({ keys: [{ ...jwk, kid: accessKid, alg: "RS256", use: "sig" }] });
  const pem = dataKey.publicKey.export({ type: "spki", format: "pem" });
  const requested: string[] = [];
  const server = createServer(({ url = "" }, response) => {
    requested.push(url);
    response.end(url.endsWith("jwks.json") ? jwks : pem);
  });
  const { port, close } = await runServer(server, { host: "127.0.0.1", port: 0 });
  return {
    url: `http://127.0.0.1:${port}`,
    dataKey,
    accessKey,
    accessKid,
    wasRequested: (path) => requested.some((url) => url.startsWith(path)),
    close,
  };
}
