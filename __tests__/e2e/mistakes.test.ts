import { rmSync } from "node:fs";
import { page, Visitor } from "../../packages/alb-emulator/__tests__/support/visitor";
import { type EmulatorUnderTest, startOn } from "./support/emulator";
import { acceptedMistakes, rejectedMistakes } from "./support/mistakes";
import { copyStacks, type Edit, emitStacks } from "./support/stacks";

const password = "Correct-Horse-7-Battery";
const email = "grace@example.com";

let emitted: string;
let running: EmulatorUnderTest | undefined;

beforeAll(async () => {
  emitted = await emitStacks("example");
});

afterEach(async () => {
  await running?.stop();
  running = undefined;
});

afterAll(() => rmSync(emitted, { recursive: true, force: true }));

const withEdit = (edit: Edit) => copyStacks(emitted, ["tasks", "shared-identity"], edit);

async function start(edit: Edit) {
  const started = await startOn(withEdit(edit));
  running = started;
  await started.userPool.users.create({ email, name: "Grace", password, groups: [] });
  const tasks = started.emulator.urlOf("tasks");
  return {
    tasks,
    warnings: started.application("tasks").loadBalancer.warnings,
    signIn: () => started.signIn(`${tasks}/`, email, password),
    requestsOf: started.requestsOf,
    explanationOf: (path: string) => started.requestsOf(path).at(-1)?.explanation,
  };
}

const newTask = (tasks: string) => ({
  form: { title: "Water the plants" },
  headers: { Origin: tasks },
});

describe("the emitted stacks without a mistake", () => {
  it("sign users in, and cause no warning", async () => {
    const { tasks, warnings, signIn } = await start(() => undefined);
    const { visitor } = await signIn();

    expect(warnings).toEqual([]);
    expect(page(await visitor.visit(`${tasks}/tasks`)).status).toBe(200);
    // The first POST obtains the scope, and comes back as a GET.
    await visitor.visit(`${tasks}/tasks`, newTask(tasks));
    const added = await visitor.visit(`${tasks}/tasks`, newTask(tasks));
    expect(added.map(({ status }) => status)).toEqual([303, 200]);
  });
});

describe("a mistake that AWS rejects", () => {
  it.each(rejectedMistakes)(
    "ends the start with the reason: $name",
    async ({ make, explanation }) => {
      const folder = withEdit(make);

      await expect(startOn(folder)).rejects.toThrow(explanation);

      rmSync(folder, { recursive: true, force: true });
    },
  );
});

describe("a mistake that AWS accepts", () => {
  it("shows Cognito's error page when the callback URL is missing", async () => {
    const { make, explanation } = acceptedMistakes.callbackMissing;
    const { tasks, warnings, explanationOf } = await start(make);

    const last = page(await new Visitor().visit(`${tasks}/`));

    expect(new URL(last.url).host).toMatch(/^example-login\.auth\./);
    expect(last.text).toMatch(/redirect_mismatch/);
    expect(explanationOf("/")).toMatch(explanation);
    expect(warnings).toContainEqual(expect.stringMatching(explanation));
  });

  it("returns 561 when the rule asks for a scope that the app client lacks", async () => {
    const { make, explanation } = acceptedMistakes.scopeNotAllowed;
    const { tasks, warnings, signIn, explanationOf } = await start(make);
    const { visitor } = await signIn();

    const last = page(await visitor.visit(`${tasks}/tasks`));

    expect(last.status).toBe(561);
    expect(explanationOf("/tasks")).toMatch(explanation);
    expect(explanationOf("/oauth2/idpresponse")).toMatch(/invalid_scope/);
    expect(warnings).toContainEqual(expect.stringMatching(explanation));
  });

  it("accepts a session without the scope when rules share a cookie name", async () => {
    const { make, explanation } = acceptedMistakes.sharedCookieName;
    const { tasks, warnings, signIn } = await start(make);
    const { visitor } = await signIn();

    const responses = await visitor.visit(`${tasks}/tasks`);

    // No second authorization, so no scope: the container rejects the request.
    expect(responses.map(({ status }) => status)).toEqual([403]);
    expect(warnings).toContainEqual(expect.stringMatching(explanation));
  });

  it("sends requests to the wrong rule when rules are swapped", async () => {
    const { make, explanation } = acceptedMistakes.rulesSwapped;
    const { tasks, warnings, signIn, requestsOf } = await start(make);
    const { visitor } = await signIn();

    const responses = await visitor.visit(`${tasks}/tasks`, newTask(tasks));

    // Redirected to sign-in instead of denied: it comes back as a GET, and the task is lost.
    expect(responses[0]?.status).toBe(302);
    expect(responses.at(-1)?.method).toBe("GET");
    expect(Number(requestsOf("/tasks").at(-1)?.ruleEvaluations.at(-1)?.priority) % 10).toBe(3);
    expect(warnings).toContainEqual(expect.stringMatching(explanation));
  });

  it("returns 500 at the end of every sign-in when the egress rule is missing", async () => {
    const { make, explanation } = acceptedMistakes.egressMissing;
    const { warnings, signIn, explanationOf } = await start(make);

    const { home } = await signIn();

    expect(home.status).toBe(500);
    expect(explanationOf("/oauth2/idpresponse")).toMatch(explanation);
    expect(warnings).toContainEqual(expect.stringMatching(explanation));
  });

  it("signs nobody in when a public rule is too broad", async () => {
    const { make, explanation } = acceptedMistakes.publicRuleTooBroad;
    const { tasks, warnings, requestsOf } = await start(make);

    const responses = await new Visitor().visit(`${tasks}/`);

    // No sign-in, so no identity: the container rejects the request.
    expect(responses.map(({ status }) => status)).toEqual([401]);
    expect(requestsOf("/").at(-1)?.response.by).toBe("target");
    expect(warnings).toContainEqual(expect.stringMatching(explanation));
  });
});
