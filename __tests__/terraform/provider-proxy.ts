import { once } from "node:events";
import {
  type ClientHttp2Session,
  connect,
  constants,
  createServer,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from "node:http2";
import { connect as connectSocket } from "node:net";
import { keepTypes } from "./plugin-schema";

/** Options of {@link startProviderProxy}. */
export interface ProviderProxyOptions {
  /** Unix socket on which the provider listens. */
  readonly provider: string;
  /** Unix socket on which the proxy will listen. */
  readonly socket: string;
  /** Types whose schemas Terraform gets; may grow between commands. */
  readonly types: ReadonlySet<string>;
}

const schemaCall = "/tfplugin5.Provider/GetSchema";

/** Passes one call on, in both directions, with its trailers. */
function passOn(session: ClientHttp2Session, stream: ServerHttp2Stream, headers: object): void {
  const call = session.request({ ...headers }, { endStream: false });
  let trailers: IncomingHttpHeaders = {};
  call.once("trailers", (received) => {
    trailers = received;
  });
  call.once("response", (response) => {
    // An error without a message: gRPC sends the trailers as headers.
    if ("grpc-status" in response) {
      stream.respond(response, { endStream: true });
      return;
    }
    stream.respond(response, { waitForTrailers: true });
    stream.once("wantTrailers", () => stream.sendTrailers(trailers));
    call.pipe(stream);
  });
  call.once("error", () => stream.close(constants.NGHTTP2_INTERNAL_ERROR));
  stream.once("error", () => call.close(constants.NGHTTP2_CANCEL));
  stream.once("close", () => call.close(constants.NGHTTP2_CANCEL));
  stream.pipe(call);
}

/** Reads the provider's whole schema. */
async function readSchema(session: ClientHttp2Session): Promise<Buffer> {
  const call = session.request({
    ":method": "POST",
    ":path": schemaCall,
    "content-type": "application/grpc",
    te: "trailers",
  });
  // A message without fields.
  call.end(Buffer.alloc(5));
  const chunks: Buffer[] = [];
  for await (const chunk of call) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function respond(stream: ServerHttp2Stream, message: Buffer): void {
  stream.resume();
  stream.respond({ "content-type": "application/grpc" }, { waitForTrailers: true });
  stream.once("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
  stream.end(message);
}

/**
 * A gRPC proxy between Terraform and a running provider. It asks the provider for its schema once, and
 * gives Terraform the part with the named types; every other call passes unchanged.
 *
 * @returns a function that closes the proxy
 */
export async function startProviderProxy(
  options: ProviderProxyOptions,
): Promise<() => Promise<void>> {
  const session = connect("http://localhost", {
    createConnection: () => connectSocket(options.provider),
  });
  // Every call on it fails and says so to Terraform.
  session.on("error", () => {});
  const schema = await readSchema(session);

  const clients = new Set<ServerHttp2Session>();
  const server = createServer();
  server.on("session", (client) => {
    clients.add(client);
    client.on("error", () => {});
    client.once("close", () => clients.delete(client));
  });
  server.on("stream", (stream, headers) => {
    stream.on("error", () => {});
    if (headers[":path"] === schemaCall) respond(stream, keepTypes(schema, options.types));
    else passOn(session, stream, headers);
  });
  server.listen(options.socket);
  await once(server, "listening");
  return async () => {
    const closed = once(server, "close");
    server.close();
    for (const client of clients) client.destroy();
    await closed;
    session.destroy();
  };
}
