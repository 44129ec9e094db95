import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** One request of Terraform to AWS. */
export interface AwsCall {
  /** Name of the operation, such as `CreateRule`; method and path where the protocol has none. */
  readonly operation: string;
  /** Name of the service in the request's signature, such as `elasticloadbalancing`. */
  readonly service: string;
  readonly body: string;
}

/** Options of {@link startRecorder}. */
export interface RecorderOptions {
  /** Address of the emulated AWS. */
  readonly target: string;
  /** Runs after AWS has carried out a call and before Terraform gets the response. */
  readonly afterCall: (call: AwsCall) => Promise<void>;
  /** Whether to deny a call instead of passing it on. */
  readonly denies: (call: AwsCall) => boolean;
}

/** A proxy between Terraform and the emulated AWS. */
export interface Recorder {
  /** Endpoint for Terraform. */
  readonly url: string;
  close(): Promise<void>;
}

/** What AWS responds when a role lacks a permission: an error that Terraform does not retry. */
const denied =
  "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>Denied by the test</Message></Error></ErrorResponse>";

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function callOf({ headers, method, url }: IncomingMessage, body: string): AwsCall {
  const isForm = headers["content-type"]?.startsWith("application/x-www-form-urlencoded") === true;
  const action = isForm ? new URLSearchParams(body).get("Action") : null;
  const target = headers["x-amz-target"];
  const named = typeof target === "string" ? target.split(".").at(-1) : undefined;
  const credential = /Credential=([^,]+)/.exec(headers.authorization ?? "")?.[1] ?? "";
  const service = credential.split("/").at(-2) ?? "";
  return { operation: action ?? named ?? `${method} ${url}`, service, body };
}

/** Passes a request on, and resolves with the response of AWS. */
async function passOn(
  target: string,
  { method, url, headers }: IncomingMessage,
  body: Buffer,
): Promise<{ response: IncomingMessage; content: Buffer }> {
  const passed = request(`${target}${url}`, { method, headers });
  passed.end(body);
  const [response] = (await once(passed, "response")) as [IncomingMessage];
  return { response, content: await bodyOf(response) };
}

/** Starts the proxy on a free port of loopback. */
export async function startRecorder(options: RecorderOptions): Promise<Recorder> {
  const handle = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const body = await bodyOf(incoming);
    const call = callOf(incoming, body.toString());
    if (options.denies(call)) {
      outgoing.writeHead(403, { "content-type": "text/xml" }).end(denied);
      return;
    }
    const { response, content } = await passOn(options.target, incoming, body);
    await options.afterCall(call);
    outgoing.writeHead(response.statusCode ?? 500, response.headers).end(content);
  };
  const server = createServer((incoming, outgoing) => {
    handle(incoming, outgoing).catch((error: unknown) => outgoing.destroy(error as Error));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
