import type { AddressInfo } from "node:net";
import fastify, { type FastifyInstance } from "fastify";
import { type AlbAuthOptions, albAuth } from "../../fastify.ts";
import { type HttpResponse, type OutgoingRequest, sendTo } from "./http.ts";
import { VerifierFixture } from "./verifier.ts";

export interface FastifyResponse extends HttpResponse {
  /** Code of the error that reached Fastify. */
  readonly code: string | undefined;
}

/** Routes of the scope that the plugin protects. */
export type AddRoutes = (members: FastifyInstance, app: FastifyInstance) => void;

/** An app with a scope that has the plugin, and a public scope around it. */
export function createApp(
  addRoutes: AddRoutes,
  options: Partial<AlbAuthOptions> = {},
): FastifyInstance {
  const app = fastify();
  app.register(async (members) => {
    members.register(albAuth, { verifier: new VerifierFixture().verifier, ...options });
    addRoutes(members, app);
  });
  return app;
}

/** Serves the app for the duration of one request. */
export async function requestApp(
  app: FastifyInstance,
  outgoing: OutgoingRequest = {},
): Promise<FastifyResponse> {
  let code: string | undefined;
  app.addHook("onError", async (_request, _reply, error) => {
    code = error.code;
  });
  await app.listen({ port: 0, host: "127.0.0.1" });
  try {
    const response = await sendTo((app.server.address() as AddressInfo).port, outgoing);
    return { ...response, code };
  } finally {
    await app.close();
  }
}
