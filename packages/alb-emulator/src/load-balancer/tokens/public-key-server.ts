import { createServer } from "node:http";
import { type RunningServer, runServer } from "../../model/run-server.ts";
import type { SigningKeys } from "./signing-keys.ts";

/** Serves public keys as AWS does: one PEM at `/<kid>`, and nothing anywhere else. */
export function startPublicKeyServer(keys: SigningKeys): Promise<RunningServer> {
  const server = createServer((request, response) => {
    const pem = keys.publicKey(String(request.url).slice(1));
    if (pem === undefined) {
      response.writeHead(403, { "content-type": "application/xml" });
      response.end("<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>");
      return;
    }
    response.writeHead(200, { "content-type": "binary/octet-stream" });
    response.end(pem);
  });
  return runServer(server, { host: "127.0.0.1", port: 0 });
}
