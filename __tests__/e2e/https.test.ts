import { page, Visitor } from "../../packages/alb-emulator/__tests__/support/visitor";
import { emitStacks, type RunningStandIn, startStandIn } from "./support/running-emulator";

let standIn: RunningStandIn;

beforeAll(async () => {
  standIn = await startStandIn(await emitStacks("minimal"), ["--https"]);
}, 60_000);

afterAll(() => standIn?.stop(), 30_000);

describe("npm start -- --https", () => {
  it("signs in over https on both hosts", async () => {
    const visitor = new Visitor();
    const app = standIn.urlOf("app");
    const [demo] = standIn.identity.demoUsers;

    const signIn = page(await visitor.visit(`${app}/`));
    const home = page(
      await visitor.submit(signIn, "/login", {
        username: demo?.login ?? "",
        password: demo?.password ?? "",
      }),
    );

    expect(app).toMatch(/^https:\/\/app\.example\.com\.localhost:\d+$/);
    expect(new URL(signIn.url).protocol).toBe("https:");
    expect(home.url).toBe(`${app}/`);
    expect(home.status).toBe(200);
    expect(home.text).toContain("Anna Admin");
  });

  it("redirects the HTTP listener as emitted", async () => {
    const [application] = standIn.session.standIn.applications;
    const port = application?.loadBalancer.httpPort;

    const answer = await new Visitor().send(`http://app.example.com.localhost:${port}/a?b=c`);

    expect(answer.status).toBe(301);
    expect(answer.location).toBe(`${standIn.urlOf("app")}/a?b=c`);
  });
});
