import { AlbAuthError, AlbVerifier } from "../../../index.ts";
import { type Subject, serve, shownIdentity } from "../subject.ts";

/** `AlbVerifier` in a server of `node:http`, as the README shows it. */
export const core: Subject = {
  name: "AlbVerifier",
  isInProcess: true,
  start: ({ options }) => {
    const verifier = new AlbVerifier(options);
    return serve(async (request, response) => {
      try {
        const identity = await verifier.verify(request.headersDistinct, {
          method: request.method ?? "",
          target: request.url ?? "",
          headers: request.headersDistinct,
        });
        response.end(JSON.stringify(shownIdentity(identity)));
      } catch (error) {
        if (!(error instanceof AlbAuthError)) throw error;
        response.writeHead(error.status, error.headers).end();
      }
    });
  },
};
