import { payloadOf, received, useEmulator } from "./support.ts";

const used = useEmulator();
const hour = 60 * 60 * 1000;

describe("setTime", () => {
  afterEach(() => used.emulator.setTime(new Date()));

  it("ends sessions at their timeout, and the user pool's session after an hour", async () => {
    const anna = await used.emulator.signIn("anna@example.com", used.tasks);
    used.emulator.setTime(used.emulator.now() + 7 * 24 * hour);

    const response = await anna.fetch("/hello", { redirect: "manual" });
    expect(response.status).toBe(302);
    expect(new URL((await anna.fetch("/hello")).url).pathname).toBe("/login");
  });

  it("makes the load balancer refresh expired access tokens", async () => {
    const anna = await used.emulator.signIn("anna@example.com", used.tasks);
    const first = payloadOf((await received(await anna.fetch("/")))["x-amzn-oidc-accesstoken"]);
    used.emulator.setTime(new Date(first.exp * 1000 + 1000));

    const data = await received(await anna.fetch("/"));
    const second = payloadOf(data["x-amzn-oidc-accesstoken"]);

    expect(second.iat).toBeGreaterThan(first.exp);
    expect(second.jti).not.toBe(first.jti);
    expect(payloadOf(data["x-amzn-oidc-data"]).exp).toBeGreaterThan(first.exp);
  });

  it("is the time of events, Date headers and cookies", async () => {
    used.emulator.setTime("2031-05-06T07:08:09Z");
    const anna = await used.emulator.signIn("anna@example.com", used.tasks);
    const response = await anna.fetch(`${used.tasks}/hello`, { redirect: "manual" });
    const { event } = await used.emulator.waitForEvent(
      ({ source, event: { ...it } }) =>
        source === "load-balancer" &&
        "startedAt" in it &&
        it.startedAt.startsWith("2031-05-06T07:08"),
    );

    expect(event).toBeDefined();
    expect(response.status).toBe(200);
    const session = anna.cookies.find(({ name }) => name.startsWith("AWSELBAuthSessionCookie"));
    expect(new Date(Number(session?.expires) * 1000).toISOString()).toMatch(/^2031-05-13T07:08/);
    const [cookie] = anna.storageState().cookies.filter(({ name }) => name === session?.name);
    const days = (Number(cookie?.expires) * 1000 - Date.now()) / (24 * hour);
    expect(Math.abs(days - 7)).toBeLessThan(0.01);
  });

  it("goes back as well", async () => {
    used.emulator.setTime("2020-01-01T00:00:00Z");
    const anna = await used.emulator.signIn("anna@example.com", used.tasks);
    const { "x-amzn-oidc-accesstoken": token } = await received(await anna.fetch("/hello"));

    expect(new Date(payloadOf(token).iat * 1000).getUTCFullYear()).toBe(2020);
  });

  it("rejects what is not a time", () => {
    expect(() => used.emulator.setTime("tomorrow")).toThrow(
      /^"tomorrow" is not a time, so the emulator's clock cannot be set to it/,
    );
  });
});
