import { rmSync } from "node:fs";
import { join } from "node:path";
import {
  type Emulator,
  type EmulatorOptions,
  type LoadBalancerEvent,
  type RunningApplication,
  type RunningUserPool,
  startEmulator,
  synthesizedStacks,
} from "alb-emulator";
import { page, Visitor } from "../../../packages/alb-emulator/__tests__/support/visitor";
import { emulatorOptions } from "../../../scripts/start/emulator-options";
import { root } from "./stacks";

export interface EmulatorUnderTest {
  readonly emulator: Emulator;
  /** The only user pool. */
  readonly userPool: RunningUserPool;
  application(name: string): RunningApplication;
  /** Requests for a path, oldest first. */
  requestsOf(path: string): readonly LoadBalancerEvent[];
  /** The code that Cognito would have mailed last. */
  latestCode(): string;
  /** A visitor who has signed in at this address with the password. */
  signIn(url: string, username: string, password: string): Promise<SignedIn>;
  stop(): Promise<void>;
}

export interface SignedIn {
  readonly visitor: Visitor;
  /** Where the sign-in led to. */
  readonly home: ReturnType<typeof page>;
}

/** As `npm start`, in this process and on free ports. `stop` removes the folder. */
export async function startOn(
  folder: string,
  options: Partial<EmulatorOptions> = {},
): Promise<EmulatorUnderTest> {
  const emulator = await startEmulator(
    emulatorOptions(root, undefined, {
      source: synthesizedStacks(join(folder, "stacks")),
      stateFolder: join(folder, "state"),
      port: 0,
      identityPort: 0,
      inspectorPort: 0,
      ...options,
    }),
  );
  return {
    emulator,
    get userPool() {
      return only(emulator.userPools);
    },
    application: (name) => {
      return only(emulator.applications.filter(({ model }) => model.application === name));
    },
    requestsOf: (path) =>
      emulator
        .events()
        .flatMap((entry) => (entry.source === "load-balancer" ? [entry.event] : []))
        .filter((event) => event.request.path === path),
    latestCode: () => {
      const sent = emulator
        .events()
        .flatMap((entry) => (entry.source === "user-pool" ? [entry.event] : []))
        .filter(({ type }) => type === "code-sent");
      return /\d{6}$/.exec(sent.at(-1)?.message ?? "")?.[0] ?? "";
    },
    signIn: async (url, username, password) => {
      const visitor = new Visitor();
      const form = page(await visitor.visit(url));
      const home = page(await visitor.submit(form, "/login", { username, password }));
      return { visitor, home };
    },
    stop: async () => {
      await emulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function only<Item>(items: readonly Item[]): Item {
  const [item] = items;
  if (item === undefined || items.length > 1) throw new Error(`${items.length} instead of one`);
  return item;
}
