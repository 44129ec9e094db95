import { setTimeout as wait } from "node:timers/promises";
import { environment as example } from "../../environments/example";
import { page, type Visitor } from "../../packages/alb-emulator/__tests__/support/visitor";
import { emitEnvironment } from "./support/emit-environment";
import { type EmulatorUnderTest, startOn } from "./support/emulator";
import { type EmittedStacks, editStacks } from "./support/stacks";

const password = "Correct-Horse-7-Battery";
const accessTokenSeconds = 2;
let running: EmulatorUnderTest;
let url: string;

/** AWS accepts no less than five minutes, which is too long for a test. */
function shortenTokens(stacks: EmittedStacks): void {
  const clients = stacks.tasks.resource.aws_cognito_user_pool_client;
  for (const client of Object.values<EmittedStacks>(clients)) {
    client.access_token_validity = accessTokenSeconds;
    client.token_validity_units[0].access_token = "seconds";
  }
}

beforeAll(async () => {
  const { identity, applications } = example;
  const { tasks } = applications;
  if (tasks === undefined) throw new Error("The example has no application tasks.");
  const folder = emitEnvironment({
    ...example,
    identity: {
      ...identity,
      tokenClaims: { scopes: { "tasks/write": { groups: ["admins"] } } },
    },
    applications: { tasks },
  });
  editStacks(folder, shortenTokens);
  running = await startOn(folder);
  url = running.emulator.urlOf("tasks");
  const { users } = running.userPool;
  await users.create({ email: "ada@example.com", name: "Ada", password, groups: ["admins"] });
  await users.create({ email: "bob@example.com", name: "Bob", password, groups: [] });
});

afterAll(() => running?.stop());

async function signedIn(email: string): Promise<Visitor> {
  const { visitor, home } = await running.signIn(`${url}/tasks`, email, password);
  expect(home.status).toBe(200);
  return visitor;
}

const addTask = (visitor: Visitor) =>
  visitor.send(`${url}/tasks`, {
    form: { title: "Read the documentation" },
    headers: { Origin: url, "Sec-Fetch-Site": "same-origin" },
  });

const messages = () =>
  running.emulator
    .events()
    .flatMap((entry) => (entry.source === "user-pool" ? [entry.event.message] : []));

describe("identity.tokenClaims in the emulator, without further settings", () => {
  it("leaves a scope to a member of the group", async () => {
    const visitor = await signedIn("ada@example.com");

    expect((await addTask(visitor)).status).toBe(303);
  });

  it("takes it from others, who sign in all the same, and says so", async () => {
    const visitor = await signedIn("bob@example.com");

    expect(page(await visitor.visit(`${url}/tasks`)).text).not.toContain('name="title"');
    const rejected = await addTask(visitor);
    expect(rejected.status).toBe(403);
    expect(rejected.text).toContain("or identity.tokenClaims grants it to other groups");
    expect(messages()).toContainEqual(
      expect.stringMatching(
        /^Code issued for scopes .*tasks\/write, without tasks\/write, which the pre token generation trigger takes away$/,
      ),
    );
  });

  it("does so when a token is refreshed", async () => {
    const visitor = await signedIn("bob@example.com");
    await wait((accessTokenSeconds + 1) * 1000);

    expect((await addTask(visitor)).status).toBe(403);
    expect(messages()).toContainEqual(
      expect.stringMatching(/^Tokens issued for refresh_token, without tasks\/write/),
    );
  });
});
