import { Visitor } from "../../packages/alb-emulator/__tests__/support/visitor";
import { type EmulatorUnderTest, startOn } from "./support/emulator";
import { emitStacks } from "./support/stacks";

let running: EmulatorUnderTest;

beforeAll(async () => {
  running = await startOn(await emitStacks("minimal"), { https: true });
});

afterAll(() => running?.stop());

describe("the emulator with https", () => {
  it("signs in over https on both hosts", async () => {
    const app = running.emulator.urlOf("app");
    const [{ login, password } = { login: "", password: "" }] = running.userPool.demoUsers;
    const form = (await new Visitor().visit(`${app}/`)).at(-1);

    const { home } = await running.signIn(`${app}/`, login, password);

    expect(app).toMatch(/^https:\/\/app\.example\.com\.localhost:\d+$/);
    expect(form?.url).toMatch(/^https:\/\/\S+amazoncognito\.com\.localhost:\d+\/login/);
    expect(home.url).toBe(`${app}/`);
    expect(home.status).toBe(200);
    expect(home.text).toContain("Anna Admin");
  });

  it("redirects the HTTP listener as emitted", async () => {
    const port = running.application("app").loadBalancer.ports.get(80);

    const response = await new Visitor().send(`http://app.example.com.localhost:${port}/a?b=c`);

    expect(response.status).toBe(301);
    expect(response.location).toBe(`${running.emulator.urlOf("app")}/a?b=c`);
  });
});
