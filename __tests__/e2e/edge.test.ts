import { randomBytes } from "node:crypto";
import { createTestLoadBalancer, type TestLoadBalancer } from "alb-auth/testing";
import { checkTarget, type Emulator } from "alb-emulator";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { Visitor } from "../../packages/alb-emulator/__tests__/support/visitor";
import { describeInBrowser, launch } from "./support/chromium";
import { edgeApplications, edgeEnvironment } from "./support/edge-environment";
import { emitEnvironment } from "./support/emit-environment";
import { type EmulatorUnderTest, startOn } from "./support/emulator";

const password = "Correct-Horse-7-Battery";
const email = "ida@example.com";

let running: EmulatorUnderTest;
let emulator: Emulator;

beforeAll(async () => {
  running = await startOn(emitEnvironment(edgeEnvironment()));
  emulator = running.emulator;
  await running.userPool.users.create({ email, name: "Ida Example", password, groups: ["admins"] });
});

afterAll(() => running?.stop());

const urlOf = (name: string, path = "/") => `${emulator.urlOf(name)}${path}`;

function loginOf(name: string) {
  const { targetGroups, listeners } = running.application(name).model;
  const arns = targetGroups.map(({ arn }) => arn);
  const login = listeners
    .flatMap(({ rules }) => rules)
    .filter(({ actions }) =>
      actions.some(
        (action) =>
          action.type === "forward" && action.targetGroups.some(({ arn }) => arns.includes(arn)),
      ),
    )
    .flatMap(({ actions }) => actions)
    .find((action) => action.type === "authenticate-cognito");
  if (login === undefined) throw new Error(`${name} signs nobody in.`);
  return login;
}

/** The code that a container logs for a request, which comes after the response. */
async function codeOf(requestId: string): Promise<string | undefined> {
  const logged = () =>
    emulator
      .events()
      .flatMap((entry) => (entry.source === "service-log" ? [entry.event] : []))
      .filter((event) => event.requestId === requestId)
      .flatMap(({ fields }) => fields.code ?? []);
  for (let attempt = 0; attempt < 250 && logged().length === 0; attempt++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return logged()[0];
}

describe("the containers behind one edge", () => {
  it("accept no app client of another application", () => {
    const accepted = edgeApplications.flatMap((name) =>
      running
        .application(name)
        .model.services.flatMap(({ environment }) => [
          ...(environment.COGNITO_CLIENT_ID ?? "").split(","),
          ...(environment.COGNITO_MACHINE_CLIENT_IDS ?? "").split(","),
        ]),
    );
    const ids = accepted.filter((id) => id !== "");

    expect(ids).toHaveLength(edgeApplications.length);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("are careful: no forged identity passes, another application's session included", async () => {
    for (const application of ["orders", "intranet"]) {
      const { result, findings, requests } = await checkTarget(emulator, {
        service: "web",
        application,
      });

      expect({ application, result, findings }).toEqual({
        application,
        result: "careful",
        findings: [],
      });
      expect(requests).toContainEqual(
        expect.objectContaining({ name: "session of another application", result: "rejected" }),
      );
    }
  });

  describe("get genuine tokens of another application, past the load balancer", () => {
    const signers: Record<string, TestLoadBalancer> = {};
    const user = { subject: "6f4a0b36-2c11-4c1d-b9a5-0f5f0c1d2e3a", username: "ida", email };

    beforeAll(async () => {
      const { loadBalancer, model } = running.application("orders");
      for (const name of ["orders", "intranet"]) {
        const { provider } = loginOf(name);
        // The keys with which the running load balancer and the running user pool sign.
        signers[name] = await createTestLoadBalancer({
          loadBalancerArn: model.arn,
          clientId: provider.clientId,
          issuer: provider.issuer,
          signingKeys: {
            loadBalancer: loadBalancer.dataTokenKeys.current,
            userPool: running.userPool.accessTokenKey,
          },
        });
      }
    });

    afterAll(() => Promise.all(Object.values(signers).map((signer) => signer.close())));

    const headersOf = (name: string) => ({ ...signers[name]?.signIn(user) });

    async function send(name: string, headers: Readonly<Record<string, string>>) {
      const { services, model } = running.application(name);
      const target = services.urlOf(model.services[0]?.name ?? "");
      const id = `1-67891233-${randomBytes(12).toString("hex")}`;
      const { status } = await new Visitor().send(`${target}`, {
        headers: { ...headers, "X-Amzn-Trace-Id": `Root=${id}`, Host: `${name}.example.com` },
      });
      return status === 200 ? { status } : { status, code: await codeOf(id) };
    }

    it("and accept their own", async () => {
      expect(await send("orders", headersOf("orders"))).toEqual({ status: 200 });
      expect(await send("intranet", headersOf("intranet"))).toEqual({ status: 200 });
    });

    it("and reject a whole session of the other one, by the client in the data token", async () => {
      expect(await send("intranet", headersOf("orders"))).toEqual({
        status: 401,
        code: "ERR_DATA_CLIENT",
      });
      expect(await send("orders", headersOf("intranet"))).toEqual({
        status: 401,
        code: "ERR_DATA_CLIENT",
      });
    });

    it("and reject each of the two tokens of the other one beside their own", async () => {
      const own = headersOf("intranet");
      const other = headersOf("orders");

      expect(
        await send("intranet", { ...own, "x-amzn-oidc-data": other["x-amzn-oidc-data"] ?? "" }),
      ).toEqual({ status: 401, code: "ERR_DATA_CLIENT" });
      expect(
        await send("intranet", {
          ...own,
          "x-amzn-oidc-accesstoken": other["x-amzn-oidc-accesstoken"] ?? "",
        }),
      ).toEqual({ status: 401, code: "ERR_ACCESS_CLIENT" });
    });
  });
});

describeInBrowser("a browser at an edge", () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launch();
  });

  afterAll(() => browser?.close());

  async function signIn(page: Page, name: string) {
    await page.goto(urlOf(name));
    await page.fill('input[name="username"]:not([type="hidden"])', email);
    await page.fill('input[name="password"]:not([type="hidden"])', password);
    await page.click('button[name="signInSubmitButton"]');
    await page.waitForURL(urlOf(name));
  }

  async function sessionCookies(context: BrowserContext, name: string) {
    const all = await context.cookies(urlOf(name));
    return all.filter((cookie) => cookie.name.startsWith("AWSELBAuthSessionCookie-"));
  }

  const isAtSignIn = (page: Page) =>
    new URL(page.url()).hostname.startsWith("shared-login.auth.eu-central-1");

  it("signs in once, and has a session of its own at each host", async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await signIn(page, "orders");

    for (const name of edgeApplications) {
      await page.goto(urlOf(name));
      expect(page.url()).toBe(urlOf(name));
      expect(await page.textContent("h1")).toContain("Ida");
      await page.goto(urlOf(name, "/api/me"));
      expect(JSON.parse((await page.textContent("body")) ?? "")).toMatchObject({
        clientId: loginOf(name).provider.clientId,
      });
      const names = (await sessionCookies(context, name)).map((cookie) => cookie.name);
      expect(names.length).toBeGreaterThan(0);
      expect(names.every((each) => each.startsWith(`AWSELBAuthSessionCookie-${name}-`))).toBe(true);
    }
    await context.close();
  });

  it("gets 404 at any other host, and no sign-in page", async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const { port } = new URL(urlOf("orders"));
    for (const host of ["unknown.example.com", "edge.example.com"]) {
      const response = await page.goto(`http://${host}.localhost:${port}/`);
      expect(response?.status()).toBe(404);
      expect(page.url()).toBe(`http://${host}.localhost:${port}/`);
    }
    await context.close();
  });

  it("cannot use the cookie of one application at another, whatever its name", async () => {
    const owner = await browser.newContext();
    await signIn(await owner.newPage(), "orders");
    const stolen = await sessionCookies(owner, "orders");
    await owner.close();
    const prefix = loginOf("intranet").sessionCookieName;

    const copied = await browser.newContext();
    await copied.addCookies(
      stolen.map(({ name, value }) => ({ name, value, url: urlOf("intranet") })),
    );
    const copying = await copied.newPage();
    await copying.goto(urlOf("intranet"));
    expect(isAtSignIn(copying)).toBe(true);
    await copied.close();

    const renamed = await browser.newContext();
    await renamed.addCookies(
      stolen.map(({ name, value }) => ({
        name: `${prefix}${name.slice(name.lastIndexOf("-"))}`,
        value,
        url: urlOf("intranet"),
      })),
    );
    const renaming = await renamed.newPage();
    const response = await renaming.goto(urlOf("intranet"));
    // The load balancer lets it through, as AWS may do: the container is what rejects it.
    expect(response?.status()).toBe(401);
    expect(await renaming.textContent("body")).not.toContain("Ida");
    const rejected = running.requestsOf("/").at(-1);
    expect(rejected).toMatchObject({ application: "intranet", response: { status: 401 } });
    expect(await codeOf(rejected?.id ?? "")).toBe("ERR_ACCESS_CLIENT");
    await renamed.close();
  });

  it("signs out at each host: its own session, and that of the user pool", async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await signIn(page, "orders");
    for (const name of edgeApplications) await page.goto(urlOf(name));

    for (const [index, name] of edgeApplications.entries()) {
      await page.goto(urlOf(name, "/logout"));
      await page.click('form[action="/logout"] button, form button');
      await page.waitForURL(urlOf(name, "/signed-out"));
      expect(await sessionCookies(context, name)).toEqual([]);
      // The others stay signed in until their own sign-out, or the end of their session.
      for (const other of edgeApplications.slice(index + 1)) {
        await page.goto(urlOf(other));
        expect(page.url()).toBe(urlOf(other));
      }
      await page.goto(urlOf(name));
      expect(isAtSignIn(page)).toBe(true);
    }
    await context.close();
  });
});
