const { createAlbEmulator, synthesizedStacks } = require("alb-emulator");
const { createApp } = require("../app.cjs");
const { signInTime } = require("../sign-in-time.cjs");

let emulator;

beforeAll(async () => {
  emulator = await createAlbEmulator({
    source: synthesizedStacks("stacks"),
    services: { "tasks/web": createApp },
    users: [{ email: "anna@example.com", groups: ["admins"] }, { email: "ben@example.com" }],
  });
});

afterAll(() => emulator.close());

test("signs in within a second", async () => {
  expect(await signInTime(emulator)).toBeLessThan(1000);
});

test("greets the user", async () => {
  const anna = await emulator.signIn("anna@example.com", emulator.urls.tasks);

  const response = await anna.fetch("/");

  expect(await response.text()).toBe("Hello, anna@example.com");
});

test("shows the admin page to admins only", async () => {
  const anna = await emulator.signIn("anna@example.com", emulator.urls.tasks);
  const ben = await emulator.signIn("ben@example.com", emulator.urls.tasks);

  expect((await anna.fetch("/admin")).status).toBe(200);
  expect((await ben.fetch("/admin")).status).toBe(403);
});

test("asks to sign in again after the session timeout", async () => {
  const anna = await emulator.signIn("anna@example.com", emulator.urls.tasks);

  emulator.setTime(emulator.now() + 7 * 24 * 60 * 60 * 1000);
  const response = await anna.fetch("/", { redirect: "manual" });
  emulator.setTime(new Date());

  expect(response.status).toBe(302);
  expect(response.headers.get("location")).toContain("/oauth2/authorize?");
});

test("keeps working after the load balancer rotates its keys", async () => {
  const anna = await emulator.signIn("anna@example.com", emulator.urls.tasks);

  emulator.rotateKeys();

  expect((await anna.fetch("/")).status).toBe(200);
});
