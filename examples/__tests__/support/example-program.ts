import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { type IncomingHttpHeaders, request } from "node:http";

export interface ExampleResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface ExampleRequest {
  readonly method?: string;
  readonly path?: string;
  /** Names and values in turn, or an object. */
  readonly headers?: Readonly<Record<string, string>> | readonly string[];
}

const startTimeoutMs = 60_000;

/** An example as a child process that listens on a free port of loopback. */
export class ExampleProgram {
  /** Everything that was printed. */
  output = "";
  readonly #child: ChildProcess;
  readonly #exit: Promise<unknown>;
  readonly #listeners = new Set<() => void>();
  #port = 0;
  #requests = 0;

  constructor([program = "", ...args]: readonly string[], variables: Record<string, string>) {
    const { PATH = "" } = process.env;
    this.#child = spawn(program, args, {
      env: { PATH, PYTHONDONTWRITEBYTECODE: "1", ...variables },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#exit = once(this.#child, "close");
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.output += text;
        for (const listener of this.#listeners) listener();
      });
    }
  }

  /** The port that it listens on, once it does. */
  get port(): number {
    return this.#port;
  }

  /** Waits until it listens. */
  async listening(): Promise<void> {
    const [, port] = await this.printed(/127\.0\.0\.1:(\d+)/);
    this.#port = Number(port);
  }

  /** Exit code, once it has ended. */
  async exited(): Promise<number | null> {
    await this.#exit;
    return this.#child.exitCode;
  }

  /** Ends it as ECS does, and waits. */
  async stop(): Promise<number | null> {
    this.#child.kill("SIGTERM");
    return this.exited();
  }

  /** Waits for output that matches. */
  printed(pattern: RegExp): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void) => {
        clearTimeout(timer);
        this.#listeners.delete(look);
        settle();
      };
      const fail = () => finish(() => reject(new Error(`Not printed: ${pattern}\n${this.output}`)));
      const timer = setTimeout(fail, startTimeoutMs);
      const look = () => {
        const match = pattern.exec(this.output);
        if (match !== null) finish(() => resolve(match));
      };
      this.#listeners.add(look);
      look();
      void this.#exit.then(fail);
    });
  }

  async send({
    method = "GET",
    path = "/",
    headers = {},
  }: ExampleRequest = {}): Promise<ExampleResponse> {
    const list = Array.isArray(headers) ? headers : Object.entries(headers).flat();
    const hasHost = list.some((name, index) => index % 2 === 0 && /^host$/i.test(name));
    const outgoing = request({
      host: "127.0.0.1",
      port: this.#port,
      method,
      path,
      headers: hasHost ? list : ["Host", "app.example.com", ...list],
      agent: false,
    });
    outgoing.end();
    const [incoming] = await once(outgoing, "response");
    let text = "";
    for await (const chunk of incoming.setEncoding("utf8")) text += chunk;
    return { status: incoming.statusCode, headers: incoming.headers, text };
  }

  /** Sends a request that is rejected, and reads the code of the rejection from the log. */
  async rejection(
    headers: Readonly<Record<string, string>> | readonly string[],
  ): Promise<ExampleResponse & { readonly code: string | undefined }> {
    const list = Array.isArray(headers) ? headers : Object.entries(headers).flat();
    const traceId = `Root=1-${process.pid}-${++this.#requests}-end`;
    const response = await this.send({ headers: [...list, "X-Amzn-Trace-Id", traceId] });
    const [line] = await this.printed(new RegExp(`^.*${traceId}.*$`, "m"));
    return { ...response, code: JSON.parse(line).code };
  }
}
