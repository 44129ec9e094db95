import { createServer } from "node:http";
import { type RunningServer, runServer } from "../../model/run-server.ts";
import type { DataTokenKeys } from "./data-token-keys.ts";

/**
 * Serves public keys as AWS does: one PEM at `/<kid>`, 403 at every other path.
 * @param port 0 for any free port
 */
export function startPublicKeyServer(keys: DataTokenKeys, port = 0): Promise<RunningServer> {
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
  return runServer(server, { host: "127.0.0.1", port });
}
