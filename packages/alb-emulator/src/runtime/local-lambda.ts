import { statSync } from "node:fs";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { Worker } from "node:worker_threads";
import type { InvocationResult, LambdaFunction } from "../model/lambda-function.ts";

/** The build copies it beside the bundle. */
export const lambdaFolder = new URL("./lambda/", import.meta.url);

/** What a function runs as. */
export interface LocalLambdaOptions {
  readonly file: string;
  readonly exportName: string;
  readonly name: string;
  readonly arn: string;
  readonly timeoutSeconds: number;
  readonly memoryMiB: number;
  readonly env: Readonly<Record<string, string>>;
  readonly onOutput: (line: string, stream: "stdout" | "stderr") => void;
}

/**
 * A Lambda function from a module, in a worker thread. A changed file, a timeout and an exit get a new
 * thread at the next invocation. Unlike in AWS, concurrent requests share one.
 */
export class LocalLambda implements LambdaFunction {
  #worker: Worker | undefined;
  #modifiedMs = 0;
  #lastId = 0;
  readonly #waiting = new Map<number, (result: InvocationResult) => void>();

  constructor(private readonly options: LocalLambdaOptions) {}

  invoke(event: unknown): Promise<InvocationResult> {
    const { name, timeoutSeconds, file, onOutput } = this.options;
    const worker = this.#current();
    const id = ++this.#lastId;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#end(
          `Function ${name} did not respond within its timeout of ${timeoutSeconds} seconds. Make it faster, or raise timeout.`,
        );
      }, timeoutSeconds * 1000);
      this.#waiting.set(id, (result) => {
        clearTimeout(timer);
        this.#waiting.delete(id);
        if (result.type === "result") return resolve(result);
        onOutput(result.message, "stderr");
        const [first] = result.message.split("\n");
        resolve({ type: "error", message: `Function ${name} (${file}) failed: ${first}.` });
      });
      worker.postMessage({ id, event, deadlineMs: Date.now() + timeoutSeconds * 1000 });
    });
  }

  async close(): Promise<void> {
    await this.#end("The emulator stops.");
  }

  /** A new thread loads the module again, with all that it imports. */
  #current(): Worker {
    const modifiedMs = statSync(this.options.file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (this.#worker !== undefined && modifiedMs === this.#modifiedMs) return this.#worker;
    if (this.#worker !== undefined && this.#waiting.size > 0) return this.#worker;
    void this.#worker?.terminate();
    this.#modifiedMs = modifiedMs;
    const { file, exportName, name, arn, memoryMiB, env, onOutput } = this.options;
    const worker = new Worker(new URL("lambda-worker.mjs", lambdaFolder), {
      workerData: { file, exportName, name, arn, memoryMiB },
      env: { ...env },
      stdout: true,
      stderr: true,
    });
    forward(worker.stdout, (line) => onOutput(line, "stdout"));
    forward(worker.stderr, (line) => onOutput(line, "stderr"));
    worker.on("message", ({ id, ...result }: InvocationResult & { readonly id: number }) => {
      this.#waiting.get(id)?.(result);
    });
    worker.on("error", (error: Error) => this.#lost(worker, error.stack ?? error.message));
    worker.on("exit", (code) => this.#lost(worker, `it ended with exit code ${code}`));
    worker.unref();
    this.#worker = worker;
    return worker;
  }

  #lost(worker: Worker, reason: string): void {
    if (worker !== this.#worker) return;
    this.#worker = undefined;
    for (const settle of [...this.#waiting.values()]) settle({ type: "error", message: reason });
  }

  async #end(reason: string): Promise<void> {
    const worker = this.#worker;
    if (worker === undefined) return;
    this.#lost(worker, reason);
    await worker.terminate();
  }
}

function forward(stream: Readable, onLine: (line: string) => void): void {
  createInterface({ input: stream }).on("line", onLine);
}
