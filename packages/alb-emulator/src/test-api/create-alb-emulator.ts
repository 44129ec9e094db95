import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EmulatorError } from "../model/emulator-error.ts";
import { type Emulator, startEmulator } from "../runtime/emulator.ts";
import type { EmulatorOptions } from "../runtime/emulator-options.ts";
import type { AlbEmulator } from "./alb-emulator.ts";
import { EventWaiter } from "./event-waiter.ts";
import { type TestServices, toServicePrograms } from "./services.ts";
import { signIn } from "./sign-in.ts";

/** Options of {@link createAlbEmulator}: those of {@link startEmulator}, with defaults for tests. */
export interface AlbEmulatorOptions extends Omit<EmulatorOptions, "services"> {
  /** What runs in place of each service's containers, by its name or `application/name`. @default {} */
  readonly services?: TestServices | undefined;
  /** Where users, keys and logs are kept. @default - a temporary folder, which `close` removes */
  readonly stateFolder?: string | undefined;
  /** Port of the first application. @default 0 - any free ports */
  readonly port?: number | undefined;
  /** Port of the first user pool's domain. @default 0 - any free ports */
  readonly identityPort?: number | undefined;
  /** Port of the inspector. @default 0 - any free port */
  readonly inspectorPort?: number | undefined;
}

/**
 * Starts the emulator for tests: on free ports, with a temporary state folder, and without printing.
 * Several of them run side by side.
 * @returns The running emulator; close it after the tests.
 * @throws EmulatorError when the source, the services or the users have an issue
 * @example
 * const emulator = await createAlbEmulator({
 *   source: synthesizedStacks("cdktf.out/stacks"),
 *   services: { web: "http://localhost:3000" },
 *   users: [{ email: "anna@example.com", groups: ["admins"] }],
 * });
 * const anna = await emulator.signIn("anna@example.com", "/");
 * const response = await anna.fetch("/reports");
 * await emulator.close();
 */
export async function createAlbEmulator(options: AlbEmulatorOptions): Promise<AlbEmulator> {
  const services = toServicePrograms(options.services ?? {});
  const temporary = options.stateFolder === undefined;
  const stateFolder = options.stateFolder ?? mkdtempSync(join(tmpdir(), "alb-emulator-"));
  const removeState = () => {
    if (temporary) rmSync(stateFolder, { recursive: true, force: true });
  };
  const waiter = new EventWaiter();
  let emulator: Emulator;
  try {
    emulator = await startEmulator({
      port: 0,
      identityPort: 0,
      inspectorPort: 0,
      ...options,
      services,
      stateFolder,
      onEvent: (event) => {
        waiter.add(event);
        options.onEvent?.(event);
      },
    });
  } catch (error) {
    removeState();
    throw error;
  }
  return wrap(emulator, waiter, removeState);
}

function wrap(emulator: Emulator, waiter: EventWaiter, removeState: () => void): AlbEmulator {
  const urls = () =>
    Object.fromEntries(
      emulator.applications.map(({ model: { application } }) => [
        application,
        emulator.urlOf(application),
      ]),
    );
  const waitForEvent: AlbEmulator["waitForEvent"] = (isWanted, { timeoutMs } = {}) =>
    waiter.wait(emulator.events(), isWanted, timeoutMs);
  return {
    get urls() {
      return urls();
    },
    get userPools() {
      return emulator.userPools;
    },
    get inspectorUrl() {
      return emulator.inspectorUrl;
    },
    stateFolder: emulator.stateFolder,
    get events() {
      return emulator.events();
    },
    waitForEvent,
    signIn: async (user, page = "/", options = {}) =>
      signIn(
        {
          urls: emulator.applications.flatMap((application) => application.urls),
          userPools: emulator.userPools,
          now: () => emulator.now(),
          eventsAfter: (number) => emulator.events(number),
          waitForEvent,
        },
        user,
        pageUrl(urls(), page),
        options,
      ),
    rotateKeys: () => emulator.rotateKeys(),
    now: () => emulator.now(),
    setTime: (time) => emulator.setTime(time),
    close: async () => {
      await emulator.close();
      removeState();
    },
  };
}

/** @throws EmulatorError for a path when several applications are served, and for another machine */
function pageUrl(urls: Readonly<Record<string, string>>, page: string): URL {
  const all = Object.values(urls);
  if (URL.canParse(page)) return new URL(page);
  const [only, ...others] = all;
  if (only === undefined)
    throw new EmulatorError("No application is served, so nobody can sign in.");
  if (others.length > 0) {
    throw new EmulatorError(
      `${page} is a path, and several applications are served. Use an address below one of: ${all.join(", ")}.`,
    );
  }
  return new URL(page, only);
}
