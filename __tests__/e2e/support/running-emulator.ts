import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseOptions, type RunningUserPool, Session, type UserPoolEvent } from "alb-emulator";
import { runScript } from "../../../scripts/start/run-command";
import { sessionInputs } from "../../../scripts/start/session-inputs";

export const root = join(__dirname, "..", "..", "..");

// biome-ignore lint/suspicious/noExplicitAny: emitted JSON, edited as a person would edit it
export type EmittedStack = any;

/** Emitted stacks by name. */
export type EmittedStacks = Record<string, EmittedStack>;

/** Synthesizes an environment of the repository and writes it, edited, into a folder of its own. */
export async function emitStacks(
  environment: string,
  edit: (stacks: EmittedStacks) => void = () => {},
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "stand-in-"));
  const { ok, output } = await runScript([join(root, "synthesis", "runner", "run.cjs")], root, {
    ...process.env,
    ENVIRONMENT: environment,
    CDKTF_OUTDIR: folder,
  });
  if (!ok) throw new Error(output);
  const stacks: EmittedStacks = {};
  const fileOf = (name: string) => join(folder, "stacks", name, "cdk.tf.json");
  for (const name of readdirSync(join(folder, "stacks"))) {
    stacks[name] = JSON.parse(readFileSync(fileOf(name), "utf8"));
  }
  edit(stacks);
  for (const [name, stack] of Object.entries(stacks)) {
    writeFileSync(fileOf(name), JSON.stringify(stack));
  }
  return folder;
}

export interface RunningStandIn {
  readonly session: Session;
  readonly identity: RunningUserPool;
  readonly inspectorUrl: string;
  urlOf(application: string): string;
  readonly identityEvents: () => UserPoolEvent[];
  /** The latest code that a mail would have carried. */
  latestCode(): string;
  stop(): Promise<void>;
}

/** What `npm start` does, in this process, on ports of its own. */
export async function startStandIn(
  folder: string,
  args: readonly string[] = [],
): Promise<RunningStandIn> {
  const options = parseOptions(
    [
      ...["--stacks", join(folder, "stacks"), "--state", join(folder, "state")],
      ...["--port", "0", "--identity-port", "0", "--inspector-port", "0"],
      ...args,
    ],
    {},
  );
  if (options === "help") throw new Error("Asked for help.");
  const session = new Session(sessionInputs(root, options), options);
  const banner = await session.start().catch(async (error: unknown) => {
    await session.close();
    throw error;
  });
  const [identity] = session.standIn.identities;
  if (!identity) throw new Error("No pool was started.");
  const identityEvents = () =>
    session.events.after(0).flatMap((entry) => (entry.source === "identity" ? entry.event : []));
  return {
    session,
    identity,
    inspectorUrl: /http:\/\/localhost:\d+\//.exec(banner)?.[0] ?? "",
    urlOf: (application) => {
      const found = session.standIn.applications.find(
        ({ model }) => model.application === application,
      );
      if (!found) throw new Error(`No application ${application}.`);
      return found.loadBalancer.url.replace(/\/$/, "");
    },
    identityEvents,
    latestCode: () => {
      const sent = identityEvents().filter(({ type }) => type === "code-sent");
      return /\d{6}$/.exec(sent.at(-1)?.message ?? "")?.[0] ?? "";
    },
    stop: async () => {
      await session.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
