import { appendFileSync } from "node:fs";
import { relative } from "node:path";
import { EventLog } from "../inspector/event-log.ts";
import type { Overview } from "../inspector/overview.ts";
import { type RunningInspector, startInspector } from "../inspector/start-inspector.ts";
import type { StandInModel } from "../model/emulator-model.ts";
import type { Service } from "../model/load-balancer.ts";
import { banner } from "./banner.ts";
import { StandIn } from "./emulator.ts";
import type { StartOptions } from "./options.ts";
import { choosePort } from "./ports.ts";
import type { Source } from "./source.ts";
import { openStateFolder, type StateFolder } from "./state-folder.ts";
import { watchFolders } from "./watch-folders.ts";

const usualInspectorPort = 8400;

/** What the caller serves: where the JSON comes from, and what runs behind the load balancers. */
export interface SessionInputs {
  /** Name of what is served, for the banner. */
  readonly name: string;
  readonly source: Source;
  /** Starts a service that no `--service` option names. */
  readonly serviceCommand: readonly [string, ...string[]];
  /** Working directory of the services. */
  readonly cwd: string;
  /** Where users, keys and logs are kept. */
  readonly stateFolder: string;
}

/** One run of `npm start`, from its options to Ctrl-C. */
export class Session {
  readonly events = new EventLog();
  readonly #environment: string;
  readonly #stateFolder: string;
  readonly #state: StateFolder;
  readonly #source: Source;
  readonly standIn: StandIn;
  #inspector: RunningInspector | undefined;
  #served: StandInModel | undefined;
  #watcher: { close(): void } | undefined;
  #reloading: Promise<void> = Promise.resolve();

  constructor(
    inputs: SessionInputs,
    private readonly options: StartOptions,
  ) {
    this.#environment = inputs.name;
    this.#stateFolder = inputs.stateFolder;
    this.#state = openStateFolder(this.#stateFolder);
    this.#source = inputs.source;
    this.standIn = new StandIn({
      root: inputs.cwd,
      state: this.#state,
      events: this.events,
      https: options.https,
      port: options.port,
      identityPort: options.identityPort,
      overrides: options.services,
      containerCommand: inputs.serviceCommand,
      clientOidcHeaders: options.clientOidcHeaders,
      onOutput: (service, line, stream) => this.#keepOutput(service, line, stream),
      onNotice: (text, explanation) => this.#notice(text, explanation),
    });
  }

  /**
   * @returns what to print; everything is served from then on
   * @throws what refuses the model, unless a change is watched for that may put it right
   */
  async start(): Promise<string> {
    const { watch, inspectorPort } = this.options;
    this.#inspector = await startInspector({
      port: await choosePort(inspectorPort, usualInspectorPort),
      events: this.events,
      overview: () => this.#overview(),
    });
    try {
      await this.#readAndServe();
    } catch (error) {
      if (!watch) {
        await this.close();
        throw error;
      }
      this.#notice("Not started", (error as Error).message);
    }
    if (watch) {
      const { root, folders } = this.#source.watched;
      this.#watcher = watchFolders(root, folders, (files) => this.#reload(files));
    }
    return banner(this.standIn, {
      environment: this.#environment,
      inspectorUrl: this.#inspector.url,
      stateFolder: relative(process.cwd(), this.#stateFolder) || ".",
    });
  }

  /** Load balancers sign with new keys from now on; containers have to fetch them. */
  rotateKeys(): void {
    for (const { loadBalancer } of this.standIn.applications) loadBalancer.rotateKey();
    this.#notice("The load balancers sign with new keys from now on.");
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
        await this.#readAndServe();
        this.#notice(`Reloaded in ${((Date.now() - started) / 1000).toFixed(1)} s`);
      } catch (error) {
        const rest = this.#served ? "What ran before keeps running." : "Nothing is served yet.";
        this.#notice(`Not reloaded. ${rest}`, (error as Error).message);
      }
    });
  }

  async #readAndServe(): Promise<void> {
    const model = await this.#source.read();
    try {
      await this.standIn.serve(model);
      this.#served = model;
    } catch (error) {
      // Back to the model before, so that something is there to see.
      if (this.#served) await this.standIn.serve(this.#served);
      throw error;
    }
  }

  #overview(): Overview {
    return {
      environment: this.#environment,
      applications: this.standIn.applications.map(({ model: { application }, loadBalancer }) => ({
        name: application,
        url: loadBalancer.url,
      })),
      demoUsers: this.standIn.identities.flatMap((identity) => identity.demoUsers),
    };
  }

  #notice(text: string, explanation?: string): void {
    this.events.add({ source: "notice", event: { at: Date.now(), text, explanation } });
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
