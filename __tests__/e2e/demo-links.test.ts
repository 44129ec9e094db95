import { page, Visitor } from "../../packages/alb-emulator/__tests__/support/visitor";
import { type EmulatorUnderTest, startOn } from "./support/emulator";
import { emitStacks } from "./support/stacks";

const password = "Correct-Horse-7-Battery";

/** Every path that can be reached by links from one page, with what it led to. */
async function follow(visitor: Visitor, start: string): Promise<Map<string, string>> {
  const { origin, pathname } = new URL(start);
  const outcomes = new Map<string, string>();
  const waiting = [pathname];
  for (const path of waiting) {
    const { status, url, text } = page(await visitor.visit(`${origin}${path}`));
    const arrived = new URL(url);
    outcomes.set(path, arrived.origin === origin ? `${status} ${arrived.pathname}` : "sign-in");
    if (arrived.origin !== origin) continue;
    for (const [, href = ""] of text.matchAll(/<a [^>]*href="(\/[^"]*)"/g)) {
      if (!waiting.includes(href)) waiting.push(href);
    }
  }
  return outcomes;
}

const reached = (...paths: string[]) => new Map(paths.map((path) => [path, `200 ${path}`]));

describe.each(["example", "minimal"])("the demo in the environment %s", (environment) => {
  let running: EmulatorUnderTest;
  const isExample = environment === "example";
  const applications = isExample ? ["tasks", "notes"] : ["app"];

  beforeAll(async () => {
    running = await startOn(await emitStacks(environment));
    const { users } = running.userPool;
    await users.create({ email: "user@example.com", name: "User", password, groups: [] });
    // The minimal environment has no groups.
    const groups = isExample ? ["admins"] : [];
    await users.create({ email: "admin@example.com", name: "Admin", password, groups });
  });
  afterAll(() => running?.stop());

  it.each(applications)("has no link that a user cannot follow: %s", async (application) => {
    const url = `${running.emulator.urlOf(application)}/`;
    const { visitor } = await running.signIn(url, "user@example.com", password);

    const expected = {
      tasks: reached("/", "/tasks", "/public", "/api/me"),
      notes: reached("/", "/public", "/api/me"),
      app: reached("/", "/api/me"),
    }[application];
    const outcomes = await follow(visitor, url);

    expect([...outcomes].sort()).toEqual([...(expected ?? [])].sort());
  });

  it.each(applications)("has no link that an admin cannot follow: %s", async (application) => {
    const url = `${running.emulator.urlOf(application)}/`;
    const { visitor } = await running.signIn(url, "admin@example.com", password);

    const outcomes = await follow(visitor, url);

    expect(outcomes.get("/admin")).toBe(isExample ? "200 /admin" : undefined);
    for (const [path, outcome] of outcomes) expect(outcome).toBe(`200 ${path}`);
  });

  it.each(applications)("leads visitors to pages or to sign-in: %s", async (application) => {
    const url = running.emulator.urlOf(application);

    const outcomes = await follow(new Visitor(), `${url}/signed-out`);

    expect(outcomes.get("/signed-out")).toBe("200 /signed-out");
    expect(outcomes.get("/")).toBe("sign-in");
    expect(outcomes.get("/public")).toBe(isExample ? "200 /public" : undefined);
  });
});
