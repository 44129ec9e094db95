import { dataPayload } from "../../packages/alb-auth/__tests__/support/tokens";
import { AppFixture, acceptPage, signedIn } from "./support/app";

const app = new AppFixture();
beforeAll(() => app.listen());
afterAll(() => app.close());

describe("the start page", () => {
  const all = new AppFixture({ DEMO_PAGES: "tasks,admin,public" });
  beforeAll(() => all.listen());
  afterAll(() => all.close());

  it("shows the user id once, and every other claim by its name", async () => {
    const { text } = await all.request("/", { headers: signedIn() });

    expect(text.split(String(dataPayload().sub))).toHaveLength(2);
    expect(text).not.toMatch(/Claim <code>(sub|name|email|email_verified)</);
  });

  it("says what is open to admins only, without a link", async () => {
    const other = await all.request("/", { headers: signedIn() });
    const admin = await all.request("/", { headers: signedIn({ "cognito:groups": ["admins"] }) });

    expect(other.text).toContain("For members of admins. You are not a member.");
    expect(other.text).not.toContain('href="/admin"');
    expect(admin.text).toContain("Open to you as a member of admins");
  });

  it("says how to replace the demo and where the inspector is, at the emulator only", async () => {
    const local = new AppFixture({ INSPECTOR_URL: "http://localhost:8400/" });
    await local.listen();
    const { text } = await local.request("/", { headers: signedIn() });
    await local.close();

    expect(text).toContain("This is the demo that comes with the project.");
    expect(text).toContain("npm start -- --service web=../my-app:&quot;npm run dev&quot;");
    expect(text).toContain('<a class="card inspect" href="http://localhost:8400/">');
    expect((await all.request("/", { headers: signedIn() })).text).not.toContain("npm start");
  });
});

describe("the header of a page", () => {
  const all = new AppFixture({ DEMO_PAGES: "tasks,admin,public" });
  beforeAll(() => all.listen());
  afterAll(() => all.close());

  it("links only to what a visitor can use", async () => {
    const { text } = await all.request("/public");

    expect(text).toContain("Hello, visitor");
    expect(text).toContain('<a class="button dense" href="/">Sign in</a>');
    expect(linksOf(text)).toEqual(["/", "/public"]);
  });

  it.each([
    ["a user in no group", [], ["/", "/tasks", "/public"]],
    ["an admin", ["admins"], ["/", "/tasks", "/admin", "/public"]],
  ])("links only to what %s can use", async (_name, groups, links) => {
    const { text } = await all.request("/public", {
      headers: signedIn({ "cognito:groups": groups }),
    });

    expect(text).toContain("Hello, Ada Lovelace");
    expect(text).toContain("ada@example.com");
    expect(text).toContain('action="/logout"');
    expect(linksOf(text)).toEqual(links);
  });

  it("links to no page that the environment does not have", async () => {
    const admin = signedIn({ "cognito:groups": ["admins"] });
    const start = await app.request("/", { headers: admin });
    const error = await app.request("/", { headers: acceptPage });
    const signedOut = await app.request("/signed-out");

    expect(linksOf(start.text)).toEqual([]);
    for (const { text } of [start, error, signedOut]) {
      expect(text).not.toMatch(/href="\/(tasks|admin|public)"/);
    }
  });

  function linksOf(page: string): string[] {
    const tabs = /<nav class="tabs"[^>]*>([\s\S]*?)<\/nav>/.exec(page)?.[1] ?? "";
    return [...tabs.matchAll(/href="([^"]*)"/g)].map(([, href]) => String(href));
  }
});

describe("the local emulator's links", () => {
  const local = new AppFixture({ INSPECTOR_URL: "http://localhost:8400/" });
  beforeAll(() => local.listen());
  afterAll(() => local.close());

  it.each(["/", "/public", "/nothing"])("are on %s with INSPECTOR_URL only", async (path) => {
    const headers = [...signedIn(), ...acceptPage];

    expect((await local.request(path, { headers })).text).toContain("http://localhost:8400/");
    expect((await app.request(path, { headers })).text).not.toMatch(
      /Local emulator|Locally|Open the inspector/,
    );
  });
});
