import { page, Visitor } from "../../packages/alb-emulator/__tests__/support/visitor";
import { type EmulatorUnderTest, startOn } from "./support/emulator";
import { type EmittedStacks, emitStacks } from "./support/stacks";

const password = "Correct-Horse-7-Battery";
const email = "grace@example.com";
let running: EmulatorUnderTest;
let notes: string;
let wiki: string;

/** As with `signOut: { path: "/bye", redirectPath: "/gone" }`. */
function withOtherSignOutPaths(stacks: EmittedStacks): void {
  const text = JSON.stringify(stacks.notes)
    .replaceAll("/logout", "/bye")
    .replaceAll("/signed-out", "/gone");
  stacks.notes = JSON.parse(text);
}

beforeAll(async () => {
  running = await startOn(await emitStacks("example", withOtherSignOutPaths));
  await running.userPool.users.create({ email, name: "Grace", password, groups: [] });
  notes = running.emulator.urlOf("notes");
  wiki = notes.replace("notes.example.com", "wiki.example.com");
});

afterAll(() => running?.stop());

describe("an application with two host names and other sign-out paths", () => {
  it.each(["main", "additional"])("signs in and out on the %s host name", async (which) => {
    const url = which === "main" ? notes : wiki;
    const { visitor, home } = await running.signIn(`${url}/`, email, password);
    expect(home.url).toBe(`${url}/`);
    expect(home.text).toContain('action="/bye"');

    const signOut = { form: {}, headers: { Origin: url, "Sec-Fetch-Site": "same-origin" } };
    const responses = await visitor.visit(`${url}/bye`, signOut);

    expect(responses[0]?.status).toBe(303);
    expect(page(responses).url).toBe(`${url}/gone`);
    expect(page(responses).text).toContain("You are signed out");
    const again = page(await visitor.visit(`${url}/`));
    expect(new URL(again.url).pathname).toBe("/login");
  });

  it("has a page for visitors, which knows those who have signed in", async () => {
    const stranger = page(await new Visitor().visit(`${wiki}/public`));
    const { visitor } = await running.signIn(`${wiki}/`, email, password);
    const user = page(await visitor.visit(`${wiki}/public`));

    expect(stranger.status).toBe(200);
    expect(stranger.text).toContain("Hello, visitor");
    expect(user.text).toContain("Hello, Grace");
  });

  it("keeps the sessions of its host names apart, and rejects a form from the other one", async () => {
    const { visitor } = await running.signIn(`${wiki}/`, email, password);

    const forged = { form: {}, headers: { Origin: notes, "Sec-Fetch-Site": "same-site" } };
    const rejected = await visitor.visit(`${wiki}/bye`, forged);

    expect(rejected.map(({ status }) => status)).toEqual([403]);
    expect(page(await visitor.visit(`${wiki}/`)).text).toContain("Hello, Grace");
  });
});

describe.each(["localhost", "127.0.0.1"])("an application opened as %s", (host) => {
  const open = async (url: string, path: string) =>
    page(await new Visitor().visit(`http://${host}:${new URL(url).port}${path}`));

  it("serves the routes that let everybody in, if it has one host name", async () => {
    const tasks = running.emulator.urlOf("tasks");
    expect((await open(tasks, "/public")).text).toContain("Hello, visitor");
    expect((await open(tasks, "/.well-known/security.txt")).text).toContain("mailto:");
  });

  it("serves none of them if it has several, because each route has a condition on the host", async () => {
    expect((await open(notes, "/public")).url).toContain("/error?");
    expect((await open(notes, "/old/page")).url).toContain("/error?");
  });

  it.each(["tasks", "notes"])("leads a sign-in to the host name: %s", async (application) => {
    const url = running.emulator.urlOf(application);
    const { text } = await open(url, "/");
    expect(text).toContain("This app has another address");
    expect(text).toContain(`href="${url}/"`);
  });
});
