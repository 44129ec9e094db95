import { setTimeout as wait } from "node:timers/promises";
import type { EnvironmentInput } from "../../config/schema/environment";
import { environment as example } from "../../environments/example";
import { page, type Visitor } from "../../packages/alb-emulator/__tests__/support/visitor";
import { emitEnvironment, emitInto } from "./support/emit-environment";
import { type EmulatorUnderTest, startOn } from "./support/emulator";
import { type EmittedStacks, editStacks } from "./support/stacks";

type EmulatorEvent = ReturnType<EmulatorUnderTest["emulator"]["events"]>[number];
type UserPoolEvent = Extract<EmulatorEvent, { readonly source: "user-pool" }>["event"];

type Generations = {
  readonly clientGeneration?: number;
  readonly additionalClientGeneration?: number;
};

const steps: readonly Generations[] = [
  {},
  { additionalClientGeneration: 2 },
  { clientGeneration: 2, additionalClientGeneration: 1 },
  { clientGeneration: 2 },
];

/** Short enough that every session of a step has to be refreshed within it. */
const accessTokenSeconds = 4;
const stepMs = 1.5 * accessTokenSeconds * 1000;

const { tasks } = example.applications;

function environmentOf(generations: Generations): EnvironmentInput {
  if (tasks === undefined) throw new Error("The example has no application tasks.");
  return { ...example, applications: { tasks: { ...tasks, ...generations } } };
}

/** AWS accepts no less than five minutes, which is too long for a test. */
function shortenTokens(stacks: EmittedStacks): void {
  for (const client of Object.values<EmittedStacks>(
    stacks.tasks.resource.aws_cognito_user_pool_client,
  )) {
    client.access_token_validity = accessTokenSeconds;
    client.token_validity_units[0].access_token = "seconds";
  }
}

let running: EmulatorUnderTest;
let folder: string;
let url: string;
const visitors: Visitor[] = [];

/** What a user who is signed in should never see. */
const lost: string[] = [];
let pages = 0;
let isDeploying = false;
let isDone = false;

/** Opens one page after the other, as a signed-in user does. */
async function browse(visitor: Visitor): Promise<void> {
  while (!isDone) {
    const path = pages % 2 === 0 ? "/" : "/tasks";
    const began = isDeploying;
    try {
      const { status, text, url: last } = page(await visitor.visit(`${url}${path}`));
      // The emulator has one container and restarts it; ECS starts the new one first.
      if (status === 503 && (began || isDeploying)) continue;
      if (status === 200 && !text.includes('name="password"')) pages += 1;
      else lost.push(`${status} at ${last} for ${path}`);
    } catch (error) {
      // The emulator's listener is closed for a moment while it reads the stacks again. That of AWS is
      // not: there is no response that could be lost.
      if (!/ECONNREFUSED|ECONNRESET|socket hang up/.test(String((error as Error).message)))
        throw error;
    }
    await wait(20);
  }
}

function poolEvents(after: number): UserPoolEvent[] {
  return running.emulator
    .events(after)
    .flatMap((entry) => (entry.source === "user-pool" ? [entry.event] : []));
}

const lastEvent = () => running.emulator.events().at(-1)?.number ?? 0;

async function deploy(generations: Generations): Promise<void> {
  const from = lastEvent();
  emitInto(folder, environmentOf(generations));
  editStacks(folder, shortenTokens);
  running.emulator.restart();
  for (;;) {
    const notice = running.emulator
      .events(from)
      .flatMap((entry) => (entry.source === "notice" ? [entry.event] : []))
      .find(({ text }) => /^(Reloaded in|Not reloaded)/.test(text));
    if (notice === undefined) await wait(50);
    else if (notice.text.startsWith("Not")) throw new Error(notice.explanation);
    else return;
  }
}

beforeAll(async () => {
  folder = emitEnvironment(environmentOf({}));
  editStacks(folder, shortenTokens);
  running = await startOn(folder);
  url = running.emulator.urlOf("tasks");
  for (const { login, password } of running.userPool.demoUsers.slice(0, 2)) {
    const { visitor, home } = await running.signIn(`${url}/`, login, password);
    expect(home.status).toBe(200);
    visitors.push(visitor);
  }
});

afterAll(async () => {
  isDone = true;
  await running?.stop();
});

describe("a rotation of the app client under load", () => {
  it("loses no request of a signed-in user", async () => {
    const load = Promise.all(visitors.map(browse));
    const seen: { pages: number; refreshedWith: string[]; signedInWith: string[] }[] = [];
    for (const step of steps) {
      const beginning = lastEvent();
      isDeploying = step !== steps[0];
      if (isDeploying) await deploy(step);
      isDeploying = false;
      const from = lastEvent();
      const before = pages;
      await wait(stepMs);
      const events = poolEvents(from);
      const clientsOf = (found: readonly UserPoolEvent[]) => [
        ...new Set(found.map(({ client }) => String(client))),
      ];
      seen.push({
        pages: pages - before,
        refreshedWith: clientsOf(
          events.filter(({ message }) => message.startsWith("Tokens issued for refresh_token")),
        ),
        signedInWith: clientsOf(poolEvents(beginning).filter(({ type }) => type === "authorized")),
      });
    }
    isDone = true;
    await load;

    expect(visitors).toHaveLength(2);
    expect(lost).toEqual([]);
    const many = expect.any(Number);
    expect(seen).toEqual([
      { pages: many, refreshedWith: ["example-tasks"], signedInWith: expect.anything() },
      { pages: many, refreshedWith: ["example-tasks"], signedInWith: [] },
      // Sessions of the first client cannot be refreshed with the second one, and are renewed silently.
      { pages: many, refreshedWith: ["example-tasks-2"], signedInWith: ["example-tasks-2"] },
      { pages: many, refreshedWith: ["example-tasks-2"], signedInWith: [] },
    ]);
    for (const { pages: opened } of seen) expect(opened).toBeGreaterThan(20);
  });
});
