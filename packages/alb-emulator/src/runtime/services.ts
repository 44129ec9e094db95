import { isDeepStrictEqual } from "node:util";
import type { RunningServer } from "../model/run-server.ts";
import { ChildProgram, type ProgramOptions } from "./child-program.ts";
import { startInProcess } from "./in-process-program.ts";
import { freePort } from "./ports.ts";
import { ProcessGuard } from "./process-guard.ts";
import { type EmulatorUrls, programEnvironment } from "./program-environment.ts";
import type { ProgramSlot } from "./program-slots.ts";
import {
  type CreateListener,
  isProgramOf,
  type Program,
  type ServiceProgram,
} from "./service-program.ts";
import { isListening, waitUntilListening } from "./wait-until-listening.ts";

/** Options of {@link ServicePrograms}. */
export interface ServiceProgramsOptions {
  /** Starts the services without a program. */
  readonly serviceCommand: readonly [string, ...string[]] | undefined;
  readonly cwd: string;
  /** The developer's own variables: values of secrets, and what programs need to start at all. */
  readonly ownEnvironment: Readonly<Record<string, string | undefined>>;
  /** Certificate authority that programs trust; absent without HTTPS. */
  readonly caFile?: () => string | undefined;
  /** Serves the page in place of a program that nobody named. */
  readonly startPage: (slot: ProgramSlot) => Promise<RunningServer>;
  readonly onOutput: OnOutput;
  readonly onNotice: (text: string) => void;
}

/** @param isOwnProgram Whether the developer named the program, rather than the container. */
export type OnOutput = (
  slot: ProgramSlot,
  line: string,
  stream: "stdout" | "stderr",
  isOwnProgram: boolean,
) => void;

/** The running programs of one application. */
export interface RunningServices {
  urlOf(service: string): URL | undefined;
  /** Process ids of what was started. */
  readonly pids: readonly number[];
  /** Services in whose place a page responds. */
  readonly withoutProgram: readonly string[];
  stop(): Promise<void>;
}

interface Launch {
  /** One for the shell is the developer's own, one with arguments the container. */
  readonly command: string | readonly [string, ...string[]] | CreateListener;
  readonly cwd: string;
  /** Without `PORT`. */
  readonly env: Readonly<Record<string, string>>;
}

interface StartedProgram {
  readonly launch: Launch;
  readonly port: number;
  readonly child: Pick<ChildProgram, "stop"> & Partial<Pick<ChildProgram, "pid">>;
  /** Absent when it does not listen, or has ended. */
  url: URL | undefined;
  isEnded: boolean;
}

/** A program may have to compile first. */
const listeningTimeoutMs = 20_000;

/** The programs behind the load balancers. A user's own program outlives a reload. */
export class ServicePrograms {
  /** By application and service. */
  readonly #started = new Map<string, StartedProgram>();
  readonly #guard = new ProcessGuard();
  /** Those in place of programs. They know the model, so that each version of it has its own. */
  readonly #pages = new Set<RunningServer>();

  constructor(private readonly options: ServiceProgramsOptions) {}

  /** Starts what does not run yet; restarts what would get other variables. */
  async start(
    slots: readonly ProgramSlot[],
    programs: readonly ServiceProgram[],
    urlsOf: (slot: ProgramSlot) => EmulatorUrls,
  ): Promise<RunningServices> {
    const fixed = new Map<string, URL>();
    const pids: number[] = [];
    const withoutProgram: string[] = [];
    await Promise.all(
      slots.map(async (slot) => {
        const program = this.#programFor(slot, programs);
        if (slot.type === "function" || (program && "module" in program)) {
          if (program === undefined) this.#noteFunction(slot);
          return;
        }
        if (program === undefined) {
          withoutProgram.push(slot.name);
          fixed.set(slot.name, await this.#startPage(slot));
          return;
        }
        if ("url" in program) {
          fixed.set(slot.name, program.url);
          return;
        }
        const { pid } = (await this.#startOrKeep(slot, program, urlsOf(slot))).child;
        if (pid !== undefined) pids.push(pid);
      }),
    );
    const application = slots[0]?.application ?? "";
    return {
      urlOf: (service) => fixed.get(service) ?? this.#started.get(`${application}/${service}`)?.url,
      pids,
      withoutProgram,
      stop: () => this.#stop((_, key) => slots.some((slot) => keyOf(slot) === key)),
    };
  }

  /** What is missing until every started program serves requests; empty when each does. */
  async missing(): Promise<readonly string[]> {
    const found = await Promise.all(
      [...this.#started].map(async ([name, { port, isEnded }]) => {
        if (isEnded) return `${name} has ended.`;
        return (await isListening(port)) ? [] : `${name} does not listen on PORT=${port} yet.`;
      }),
    );
    return found.flat();
  }

  /** Ends the containers, whose code may have changed, and the pages in place of programs. */
  async stopContainers(): Promise<void> {
    const pages = [...this.#pages];
    this.#pages.clear();
    await Promise.all([
      this.#stop(({ launch }) => Array.isArray(launch.command)),
      ...pages.map((page) => page.close()),
    ]);
  }

  /** Ends the programs of services that do not exist any more. */
  async stopOthers(slots: readonly ProgramSlot[]): Promise<void> {
    const names = new Set(slots.map(keyOf));
    await this.#stop((_, key) => !names.has(key));
  }

  async stopAll(): Promise<void> {
    await this.#stop(() => true);
  }

  async stop(): Promise<void> {
    await this.stopAll();
    this.#guard.close();
  }

  async #startOrKeep(
    slot: ProgramSlot,
    program:
      | Exclude<Program, { readonly url: URL } | { readonly module: string }>
      | Pick<Launch, "command">,
    urls: EmulatorUrls,
  ): Promise<StartedProgram> {
    const command = "createListener" in program ? program.createListener : program.command;
    const launch: Launch = {
      command,
      cwd: ("directory" in program && program.directory) || this.options.cwd,
      env: programEnvironment(slot, {
        ...this.options,
        urls,
        caFile: this.options.caFile?.(),
        isOwnProgram: !Array.isArray(command),
      }),
    };
    const running = this.#started.get(keyOf(slot));
    if (running && !running.isEnded && isDeepStrictEqual(running.launch, launch)) return running;
    await running?.child.stop();
    const { command: toStart } = launch;
    return typeof toStart === "function"
      ? this.#startInProcess(slot, launch, toStart)
      : this.#launch(slot, { ...launch, command: toStart });
  }

  async #startInProcess(
    slot: ProgramSlot,
    launch: Launch,
    createListener: CreateListener,
  ): Promise<StartedProgram> {
    const { url, stop } = await startInProcess(keyOf(slot), createListener, launch.env);
    const port = Number(url.port);
    const started: StartedProgram = { launch, port, url, isEnded: false, child: { stop } };
    this.#started.set(keyOf(slot), started);
    return started;
  }

  async #launch(
    slot: ProgramSlot,
    launch: Launch & Pick<ProgramOptions, "command">,
  ): Promise<StartedProgram> {
    const { onOutput, onNotice } = this.options;
    const name = keyOf(slot);
    // Differs from AWS, where several applications may use the same port.
    const port = await freePort();
    const started: StartedProgram = {
      launch,
      port,
      url: undefined,
      isEnded: false,
      child: new ChildProgram({
        ...launch,
        guard: this.#guard,
        env: { ...launch.env, PORT: String(port) },
        onOutput: (line, stream) =>
          onOutput(slot, line, stream, typeof launch.command === "string"),
        onExit: (reason) => {
          started.isEnded = true;
          started.url = undefined;
          onNotice(`${name} ended (${reason}); the load balancer has no target for it.`);
        },
      }),
    };
    this.#started.set(name, started);
    const host = await waitUntilListening(port, listeningTimeoutMs, () => started.isEnded);
    if (started.isEnded) return started;
    started.url = new URL(`http://${host ?? "127.0.0.1"}:${port}`);
    if (host === undefined) onNotice(`${name} does not listen on PORT=${port} yet.`);
    return started;
  }

  #programFor(slot: ProgramSlot, programs: readonly ServiceProgram[]) {
    const { serviceCommand } = this.options;
    const named = programs.find((entry) => isProgramOf(entry, slot));
    if (named !== undefined) return named.program;
    return slot.type === "service" && serviceCommand ? { command: serviceCommand } : undefined;
  }

  #noteFunction(slot: ProgramSlot): void {
    this.options.onNotice(
      `Lambda function ${keyOf(slot)} does not run here, so the load balancer returns 503 for it. Name its module: --service ${keyOf(slot)}=index.mjs#handler`,
    );
  }

  async #startPage(slot: ProgramSlot): Promise<URL> {
    const page = await this.options.startPage(slot);
    this.#pages.add(page);
    const name = keyOf(slot);
    this.options.onNotice(
      `${name} has no program: a page that shows each request responds for it. Name one: --service ${name}=http://localhost:3000`,
    );
    return new URL(`http://127.0.0.1:${page.port}`);
  }

  async #stop(isStopped: (program: StartedProgram, key: string) => boolean): Promise<void> {
    const stopped = [...this.#started].filter(([key, program]) => isStopped(program, key));
    for (const [key] of stopped) this.#started.delete(key);
    await Promise.all(stopped.map(([, { child }]) => child.stop()));
  }
}

function keyOf({ application, name }: ProgramSlot): string {
  return `${application}/${name}`;
}
