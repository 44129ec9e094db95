import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { type RunningInspector, startInspector } from "../inspector/start-inspector";
import type { Service } from "../model/load-balancer";
import type { StandInModel } from "../model/stand-in";
import { banner } from "./banner";
import { buildContainer, containerCommand } from "./container-code";
import { EventLog } from "./event-log";
import type { StartOptions } from "./options";
import { choosePort } from "./ports";
import { environmentSource, type Source, synthesizedStacks } from "./source";
import { StandIn } from "./stand-in";
import { openStateFolder, type StateFolder } from "./state-folder";
import { watchFolders } from "./watch-folders";

const usualInspectorPort = 8400;

/** Folders whose change leads to another model or other code of the container. */
const watchedFolders = [
  "environments",
  "stacks",
  "constructs",
  "config",
  "routing",
  "state",
  "container",
];

/** One run of `npm start`, from its options to Ctrl-C. */
export class Session {
  readonly events = new EventLog();
  readonly #environment: string;
  readonly #state: StateFolder;
  readonly #source: Source;
  readonly standIn: StandIn;
  #inspector: RunningInspector | undefined;
  #served: StandInModel | undefined;
  #watcher: { close(): void } | undefined;
  #reloading: Promise<void> = Promise.resolve();

  constructor(
    private readonly root: string,
    private readonly options: StartOptions,
  ) {
    this.#environment = options.environment ?? "example";
    const folder = options.stateFolder ?? join(root, ".local", this.#environment);
    this.#state = openStateFolder(folder);
    this.#source = options.stacks
      ? synthesizedStacks(options.stacks)
      : environmentSource(root, options.environment);
    this.standIn = new StandIn({
      root,
      state: this.#state,
      events: this.events,
      https: options.https,
      port: options.port,
      identityPort: options.identityPort,
      overrides: options.services,
      containerCommand: containerCommand(root),
      clientOidcHeaders: options.clientOidcHeaders,
      onOutput: (service, line, stream) => this.#keepOutput(service, line, stream),
      onNotice: (text) => this.#notice(text),
    });
  }

  /** @returns what to print; everything is served from then on */
  async start(): Promise<string> {
    const [model] = await Promise.all([this.#source.read(), buildContainer(this.root)]);
    await this.standIn.serve(model);
    this.#served = model;
    this.#inspector = await startInspector({
      port: await choosePort(this.options.inspectorPort, usualInspectorPort),
      events: this.events,
      pageFolder: join(this.root, "local", "inspector", "page"),
      overview: () => ({
        environment: this.#environment,
        applications: this.standIn.applications.map(({ model: { application }, loadBalancer }) => ({
          name: application,
          url: loadBalancer.url,
        })),
        demoUsers: this.standIn.identities.flatMap((identity) => identity.demoUsers),
      }),
    });
    if (this.options.watch) {
      this.#watcher = watchFolders(this.root, watchedFolders, (files) => this.#reload(files));
    }
    return banner(this.standIn, this.#environment, this.#inspector.url);
  }

  async close(): Promise<void> {
    this.#watcher?.close();
    await this.#reloading;
    await Promise.all([this.#inspector?.close(), this.standIn.close()]);
  }

  /** One reload after the other: a second change waits until the first is served. */
  #reload(files: readonly string[]): void {
    this.#reloading = this.#reloading.then(async () => {
      const started = Date.now();
      this.#notice(`${files.join(", ")} changed`);
      try {
        const [model] = await Promise.all([this.#source.read(), buildContainer(this.root)]);
        await this.#serve(model);
        this.#notice(`Reloaded in ${((Date.now() - started) / 1000).toFixed(1)} s`);
      } catch (error) {
        this.#notice(`${(error as Error).message}\nWhat ran before keeps running.`);
      }
    });
  }

  /** Goes back to the model before when the new one is refused, so that something is there to see. */
  async #serve(model: StandInModel): Promise<void> {
    try {
      await this.standIn.serve(model);
      this.#served = model;
    } catch (error) {
      if (this.#served) await this.standIn.serve(this.#served);
      throw error;
    }
  }

  #notice(text: string): void {
    this.events.add({ source: "notice", event: { at: Date.now(), text } });
  }

  #keepOutput(service: Service, line: string, stream: "stdout" | "stderr"): void {
    const name = `${service.application}-${service.name}`;
    appendFileSync(this.#state.logFile(name), `${line}\n`);
    if (stream === "stderr" || this.#isOwnProgram(service)) this.#notice(`${name} | ${line}`);
  }

  #isOwnProgram(service: Service): boolean {
    return this.options.services.some(
      (entry) =>
        entry.service === service.name &&
        (entry.application ?? service.application) === service.application,
    );
  }
}
