import { relative } from "node:path";
import type { RunningUserPool } from "../cognito/running-user-pool.ts";
import { parseUsers } from "../cognito/users/users-from-file.ts";
import { EventLog, type NumberedEvent } from "../inspector/event-log.ts";
import { type RunningInspector, startInspector } from "../inspector/start-inspector.ts";
import type { RunningIssuer } from "../issuer/start-issuer.ts";
import type { EmulatorModel } from "../model/emulator-model.ts";
import { applicationUrl } from "./application-url.ts";
import { LazyAuthority } from "./certificate-authority.ts";
import type { EmulatorOptions } from "./emulator-options.ts";
import { FileWatcher, watchNotice } from "./file-watcher.ts";
import { inspectorCommands } from "./inspector-commands.ts";
import { keepOutput } from "./keep-output.ts";
import { knownSecrets } from "./known-secrets.ts";
import { listenNotices } from "./listen-notices.ts";
import { ModelServer, type RunningApplication, type ServedModel } from "./model-server.ts";
import { overviewOf } from "./overview-of.ts";
import { defaultInspectorPort, PortBook } from "./ports.ts";
import { reload } from "./reload.ts";
import { SettableClock } from "./settable-clock.ts";
import { openStateFolder, type StateFolder } from "./state-folder.ts";
import { lockState, type ReleaseLock } from "./state-lock.ts";

/**
 * Starts load balancers, user pools and services on loopback.
 * @param options What to serve, and how.
 * @returns The running emulator; close it to end everything that was started.
 * @throws EmulatorError when the source cannot be read, when AWS would not create what it describes,
 * or when a given port is in use. With `watch`, only for the port of the inspector: everything else
 * is an event, and the next change of a file is a new attempt.
 * @example
 * const emulator = await startEmulator({
 *   source: synthesizedStacks("stacks"),
 *   services: [{ service: "web", program: { url: new URL("http://localhost:3000") } }],
 * });
 * console.log(emulator.urlOf("app"));
 * await emulator.close();
 */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const emulator = new Emulator(options);
  await emulator.start();
  return emulator;
}

/** A local load balancer for every application, and the user pools they sign in at. */
export class Emulator {
  /** Name of what is served. */
  readonly name: string;
  /** Where users, keys and logs are kept. */
  readonly stateFolder: string;
  readonly #options: EmulatorOptions;
  readonly #events = new EventLog();
  readonly #state: StateFolder;
  readonly #server: ModelServer;
  #inspector: RunningInspector | undefined;
  #served: ServedModel | undefined;
  readonly #ports: PortBook;
  readonly #clock: SettableClock;
  readonly #authority: LazyAuthority;
  #releaseLock: ReleaseLock | undefined;
  /** Why nothing is served right now; `undefined` while everything is. */
  #pending: string | undefined = "The source is being read.";
  readonly #watcher: FileWatcher;
  /** Files that changed since the source was read. */
  readonly #changed = new Set<string>();
  #reloading: Promise<void> = Promise.resolve();
  #isClosed = false;

  /** @param options as of {@link startEmulator}, which also starts it */
  constructor(options: EmulatorOptions) {
    this.#options = options;
    this.#clock = new SettableClock(options.clock);
    this.name = options.name ?? "stacks";
    this.stateFolder = options.stateFolder ?? ".alb-emulator";
    this.#state = openStateFolder(this.stateFolder);
    if (options.onEvent) this.#events.listen(options.onEvent);
    this.#authority = new LazyAuthority({ ...this.#state.authorityFiles, copy: options.caFile });
    const listenAddress = options.listenAddress ?? "127.0.0.1";
    const onNotice = (text: string, explanation?: string) => this.#notice(text, explanation);
    this.#ports = new PortBook(listenAddress);
    this.#server = new ModelServer({
      state: this.#state,
      events: this.#events,
      ports: this.#ports,
      cwd: options.cwd ?? process.cwd(),
      https: options.https ?? false,
      realNames: options.realNames ?? false,
      listenAddress,
      authority: this.#authority,
      port: options.port,
      identityPort: options.identityPort,
      publicKeysPort: options.publicKeysPort,
      serviceCommand: options.serviceCommand,
      clientOidcHeaders: options.clientOidcHeaders,
      inspectorUrl: () => this.inspectorUrl,
      hostNameFix: options.hostNameFix,
      users: options.users && parseUsers(options.users),
      triggers: options.triggers,
      realProviders: options.identityProviders ?? [],
      clock: this.#clock.now,
      remoteIssuers: options.remoteIssuers ?? [],
      onOutput: keepOutput({
        state: this.#state,
        events: this.#events,
        clock: this.#clock.now,
        logCodes: options.logCodes,
        onNotice,
      }),
      onNotice,
    });
    this.#watcher = new FileWatcher({
      onChange: (files) => this.#reload(files),
      onError: (error) => this.#notice(...watchNotice(error)),
    });
  }

  /** What is served now; a reload replaces the entries. */
  get applications(): readonly RunningApplication[] {
    return this.#server.applications;
  }

  /** The running user pools; a reload replaces those that changed. */
  get userPools(): readonly RunningUserPool[] {
    return this.#server.userPools;
  }

  /** Identity providers that the emulator plays. */
  get issuers(): readonly RunningIssuer[] {
    return this.#server.issuers;
  }

  /** Address of the inspector, with a slash at its end. */
  get inspectorUrl(): string {
    return this.#inspector?.url ?? "";
  }

  /** With real names, the host names that clients have to resolve to the emulator. */
  get realNames(): readonly string[] {
    return this.#server.realNames;
  }

  /** File of the authority whose certificates the emulator uses, in PEM; absent without HTTPS. */
  get caFile(): string | undefined {
    return this.#authority.certificateFile;
  }

  /**
   * Address of an application for a browser on this machine, without a slash at its end.
   * @param application Name of the stack that declares its load balancer, or its rules.
   * @throws EmulatorError when no such application is served.
   * @example emulator.urlOf("tasks") // "http://tasks.example.com.localhost:8443"
   */
  urlOf(application: string): string {
    return applicationUrl(this.applications, application);
  }

  /**
   * What happened so far, oldest first; the latest 1,000 events are kept.
   * @param number Only events after this one. @default 0
   */
  events(number = 0): readonly NumberedEvent[] {
    return this.#events.after(number);
  }

  /** Serves the source. {@link startEmulator} calls it. */
  async start(): Promise<void> {
    const { source, watch, inspectorPort } = this.#options;
    this.#releaseLock = await lockState(this.#state.lockFile);
    const ports = await this.#ports.allot(["inspector"], inspectorPort, defaultInspectorPort);
    this.#inspector = await startInspector({
      port: ports.get("inspector") ?? 0,
      listenAddress: this.#options.listenAddress,
      missing: async () => (this.#pending ? [this.#pending] : this.#server.missingPrograms()),
      events: this.#events,
      overview: () => overviewOf(this),
      secrets: () => knownSecrets(this.userPools, this.#served?.model),
      commands: inspectorCommands({
        events: this.#events,
        model: () => this.#served?.model,
        emulator: this,
        now: this.#clock.now,
        listenAddress: this.#options.listenAddress,
      }),
    });
    for (const text of listenNotices(this.#options.listenAddress)) this.#notice(...text);
    if (!watch) {
      try {
        await this.#readAndServe();
      } catch (error) {
        await this.close();
        throw error;
      }
      return;
    }
    // Watched before it is read, so that no change is missed.
    await this.#watcher.watch(source.watched());
    const first = this.#readAndServe().catch((error: Error) => {
      this.#notice("Not started", error.message);
    });
    this.#reloading = first;
    await first;
  }

  /** Every load balancer signs with a new key from now on; targets have to fetch it. */
  rotateKeys(): void {
    for (const loadBalancer of this.#server.loadBalancers) loadBalancer.rotateKey();
    this.#notice("The load balancers sign with new keys from now on.");
  }

  /** The time of the emulator: milliseconds since 1970. */
  now(): number {
    return this.#clock.now();
  }

  /**
   * Sets the time of the emulator, which goes on from there: that of tokens, codes, sessions, cookies,
   * events and access log. Programs have clocks of their own.
   * @param time A `Date`, ISO 8601, or milliseconds since 1970.
   * @throws EmulatorError when it is not a time
   * @example emulator.setTime(emulator.now() + 8 * 60 * 60 * 1000)
   */
  setTime(time: Date | string | number): void {
    this.#clock.set(time);
    this.#notice(`The time is ${new Date(this.now()).toISOString()} from now on.`);
  }

  /** Reads the source again, as after a change, and restarts every program. Issues become events. */
  restart(): void {
    this.#reloading = this.#reloading
      .then(() => this.#server.stopPrograms())
      .then(() => (this.#isClosed ? undefined : this.#serveAgain()));
  }

  /** Ends servers and programs. A second call has no effect. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#watcher.close();
    await this.#reloading;
    await Promise.all([this.#inspector?.close(), this.#server.close()]);
    await this.#releaseLock?.();
    this.#releaseLock = undefined;
  }

  /** One reload after the other: what changes in the meantime is served by the next one. */
  #reload(files: readonly string[]): void {
    for (const file of files) this.#changed.add(file);
    this.#reloading = this.#reloading.then(() => this.#serveChanges());
  }

  async #serveChanges(): Promise<void> {
    if (this.#changed.size === 0 || this.#isClosed) return;
    const files = [...this.#changed].map((file) => relative(process.cwd(), file)).sort();
    this.#changed.clear();
    this.#notice(`${files.join(", ")} changed`);
    await this.#serveAgain();
  }

  async #serveAgain(): Promise<void> {
    this.#notice(...(await reload(() => this.#readAndServe(), this.#served !== undefined)));
  }

  async #readAndServe(): Promise<void> {
    const { source, watch } = this.#options;
    const startedMs = Date.now();
    let model: EmulatorModel;
    try {
      model = await source.read();
      for (const note of model.notes ?? []) this.#notice("Not in the source", note);
    } catch (error) {
      if (!this.#served) this.#pending = "The source cannot be read. The console says why.";
      throw error;
    } finally {
      if (watch && !this.#isClosed) await this.#watcher.watch(source.watched(), startedMs);
    }
    try {
      const programs = [...(this.#options.services ?? []), ...(source.programs?.() ?? [])];
      this.#pending = "Load balancers, user pools and services are starting.";
      await this.#server.serve(model, programs);
      this.#served = { model, programs };
      this.#pending = undefined;
    } catch (error) {
      this.#pending = "The source cannot be served. The console says why.";
      if (this.#served) {
        await this.#server.serve(this.#served.model, this.#served.programs);
        this.#pending = undefined;
      }
      throw error;
    }
  }

  #notice(text: string, explanation?: string): void {
    this.#events.add({ source: "notice", event: { at: this.#clock.now(), text, explanation } });
  }
}
