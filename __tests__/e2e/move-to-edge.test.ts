import type { EnvironmentInput } from "../../config/schema/environment";
import { page, Visitor } from "../../packages/alb-emulator/__tests__/support/visitor";
import { emitEnvironment } from "./support/emit-environment";
import { type EmulatorUnderTest, startOn } from "./support/emulator";

const password = "Correct-Horse-7-Battery";
const email = "grace@example.com";
const hostedZone = { id: "Z0123456789ABCDEFGHIJ", name: "example.com" };
const services = {
  web: { build: { context: ".", dockerfile: "container/Dockerfile" } },
} as const;

/** Step 1 of docs/move-to-edge.md: one host name behind two load balancers. */
const moving: EnvironmentInput = {
  name: "moving",
  region: "eu-central-1",
  identity: { domain: { prefix: "moving-login" } },
  edge: { hostName: "edge.example.com", hostedZone, network: { type: "new", cidr: "10.1.0.0/16" } },
  applications: {
    tasks: { hostName: "tasks.example.com", hostedZone, services },
    "tasks-edge": {
      hostName: "tasks.example.com",
      hostedZone,
      services,
      loadBalancer: { type: "edge", slot: 1 },
      dns: "none",
    },
  },
};

let running: EmulatorUnderTest;

beforeAll(async () => {
  running = await startOn(emitEnvironment(moving));
  await running.userPool.users.create({ email, name: "Grace", password, groups: [] });
});

afterAll(() => running?.stop());

describe("an application while it moves to the edge", () => {
  it("has one host name on two load balancers, each at an address of its own", () => {
    const [own, behindEdge] = ["tasks", "tasks-edge"].map(
      (name) => new URL(running.emulator.urlOf(name)),
    );

    expect(behindEdge?.hostname).toBe(own?.hostname);
    expect(behindEdge?.port).not.toBe(own?.port);
  });

  it.each(["tasks", "tasks-edge"])(
    "signs users in behind the load balancer of %s",
    async (name) => {
      const url = `${running.emulator.urlOf(name)}/`;
      const { home } = await running.signIn(url, email, password);

      expect(home.url).toBe(url);
      expect(home.text).toContain("Hello, Grace");
    },
  );

  it("asks once more after the name has changed, without a form while Cognito's session lasts", async () => {
    const visitor = new Visitor();
    const own = `${running.emulator.urlOf("tasks")}/`;
    const behindEdge = `${running.emulator.urlOf("tasks-edge")}/`;
    await visitor.submit(page(await visitor.visit(own)), "/login", { username: email, password });

    const responses = await visitor.visit(behindEdge);

    expect(responses.some(({ url }) => url.includes("/oauth2/authorize"))).toBe(true);
    expect(responses.some(({ url }) => new URL(url).pathname === "/login")).toBe(false);
    expect(page(responses).url).toBe(behindEdge);
    expect(page(responses).text).toContain("Hello, Grace");
  });
});
