import { checkTarget } from "alb-emulator";
import { page, Visitor } from "../../packages/alb-emulator/__tests__/support/visitor";
import { type EmulatorUnderTest, startOn } from "./support/emulator";
import { manyGroups, openSignUp } from "./support/sign-up-environment";
import { emitStacks } from "./support/stacks";

const password = "Correct-Horse-7-Battery";
let running: EmulatorUnderTest;
let tasks: string;

beforeAll(async () => {
  running = await startOn(await emitStacks("example", openSignUp));
  tasks = running.emulator.urlOf("tasks");
  await running.userPool.users.create({
    email: "grace@example.com",
    name: "Grace of many groups",
    password,
    groups: [...manyGroups, "admins"],
  });
});

afterAll(() => running?.stop());

const paths = (responses: readonly { readonly url: string }[]) =>
  responses.map(({ url }) => new URL(url).pathname);

async function signedIn(email: string): Promise<Visitor> {
  const { visitor, home } = await running.signIn(`${tasks}/`, email, password);
  expect(home.status).toBe(200);
  return visitor;
}

describe("a first visit", () => {
  it("leads through sign-up and confirmation to the page with the visitor's name", async () => {
    const visitor = new Visitor();

    const toSignIn = await visitor.visit(`${tasks}/?first=visit`);
    const signIn = page(toSignIn);
    const link = /href="(\/signup\?[^"]*)"/.exec(signIn.text)?.[1]?.replaceAll("&amp;", "&") ?? "";
    const signUp = page(await visitor.visit(new URL(link, signIn.url).href));
    const fields = { email: "eve@example.com", name: "Eve Example", password };
    const confirm = page(await visitor.submit(signUp, "/signup", fields));
    const home = await visitor.submit(confirm, "/confirm", { code: running.latestCode() });

    expect(paths(toSignIn)).toEqual(["/", "/oauth2/authorize", "/login"]);
    expect(paths(home)).toEqual(["/confirm", "/oauth2/idpresponse", "/"]);
    expect(page(home).url).toBe(`${tasks}/?first=visit`);
    expect(page(home).status).toBe(200);
    expect(page(home).text).toContain("Eve Example");
  });
});

describe("a signed-in visitor", () => {
  it("gets another scope by a second authorization without a page, with a cookie of its own", async () => {
    const visitor = await signedIn("grace@example.com");
    const before = await visitor.cookieNames(tasks);

    const responses = await visitor.visit(`${tasks}/tasks`);

    expect(paths(responses)).toEqual([
      "/tasks",
      "/oauth2/authorize",
      "/oauth2/idpresponse",
      "/tasks",
    ]);
    expect(page(responses).status).toBe(200);
    const added = (await visitor.cookieNames(tasks)).filter((name) => !before.includes(name));
    expect(added.length).toBeGreaterThan(0);
    expect(before.some((name) => name.endsWith("-1"))).toBe(true);
  });

  it("adds a task with the form, and loses nothing to a sign-in in between", async () => {
    const visitor = await signedIn("grace@example.com");
    const post = { form: { title: "Read the access log" }, headers: { Origin: tasks } };

    // Without the session of /tasks. A redirect to sign-in would come back as a GET, without the body.
    const denied = await visitor.visit(`${tasks}/tasks`, post);
    const form = await visitor.visit(`${tasks}/tasks`);
    const added = await visitor.visit(`${tasks}/tasks`, post);

    expect(denied.map(({ status }) => status)).toEqual([401]);
    expect(page(form).text).toContain('<form class="add" method="post" action="/tasks">');
    expect(added.map(({ status }) => status)).toEqual([303, 200]);
    expect(page(added).text).toContain("Read the access log");
  });

  it("may open /admin only as a member of the group", async () => {
    await running.userPool.users.create({ email: "hal@example.com", name: "Hal", password });
    const [member, other] = [
      await signedIn("grace@example.com"),
      await signedIn("hal@example.com"),
    ];

    expect(page(await member.visit(`${tasks}/admin`)).status).toBe(200);
    expect(page(await other.visit(`${tasks}/admin`)).status).toBe(403);
  });

  it("is signed in to the second application without a password", async () => {
    const visitor = await signedIn("grace@example.com");

    const responses = await visitor.visit(`${running.emulator.urlOf("notes")}/`);

    expect(paths(responses)).toEqual(["/", "/oauth2/authorize", "/oauth2/idpresponse", "/"]);
    expect(page(responses).status).toBe(200);
    expect(page(responses).text).toContain("Grace of many groups");
  });

  it("signs out of every cookie, and has to sign in again afterwards", async () => {
    const visitor = await signedIn("grace@example.com");
    await visitor.visit(`${tasks}/tasks`);
    const confirmation = page(await visitor.visit(`${tasks}/logout`));

    const signedOut = await visitor.submit(confirmation, "/logout", {});
    const cookiesLeft = await visitor.cookieNames(tasks);
    const again = await visitor.visit(`${tasks}/`);

    expect(paths(signedOut)).toEqual(["/logout", "/logout", "/signed-out"]);
    expect(page(signedOut).status).toBe(200);
    expect(cookiesLeft).toEqual([]);
    expect(paths(again)).toEqual(["/", "/oauth2/authorize", "/login"]);
  });
});

describe("an API call", () => {
  it("gets 401 without a session and the user with one", async () => {
    const visitor = await signedIn("grace@example.com");

    const [anonymous] = await new Visitor().visit(`${tasks}/api/me`);
    const known = page(await visitor.visit(`${tasks}/api/me`));

    expect(anonymous?.status).toBe(401);
    expect(known.status).toBe(200);
    expect(JSON.parse(known.text)).toMatchObject({ email: "grace@example.com" });
  });
});

describe("check-target", () => {
  it.each(["notes", "tasks"])("finds nothing in the container of %s", async (application) => {
    const check = await checkTarget(running.emulator, { service: "web", application });

    expect(check).toMatchObject({ result: "careful", findings: [], unread: [] });
    expect(check.controls).toEqual({ genuine: 200, anonymous: 401 });
    expect(check.requests.length).toBeGreaterThan(80);
  });
});
