import { createServer, type RequestListener } from "node:http";
import { type RunningServer, runServer } from "../../model/run-server.ts";
import type { DataTokenKeys } from "./data-token-keys.ts";

/**
 * Serves public keys as AWS does: one PEM at `/<kid>`, 403 at every other path.
 * @param port 0 for any free port
 */
export function startPublicKeyServer(keys: DataTokenKeys, port = 0): Promise<RunningServer> {
  const server = createServer(publicKeyListener((path) => keys.publicKey(path.slice(1))));
  return runServer(server, { host: "127.0.0.1", port });
}

/** @param find Returns the PEM at a path. */
export function publicKeyListener(find: (path: string) => string | undefined): RequestListener {
  return (request, response) => {
    const pem = find(String(request.url));
    if (pem === undefined) {
      response.writeHead(403, { "content-type": "application/xml" });
      response.end("<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>");
      return;
    }
    response.writeHead(200, { "content-type": "binary/octet-stream" });
    response.end(pem);
  };
}
