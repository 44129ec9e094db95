import type { HealthCheck, LoadBalancerModel, TargetGroup } from "../../src/model/load-balancer.ts";
import type { UserPoolModel } from "../../src/model/user-pool.ts";
import { signOutOf } from "../../src/request-page/sign-out.ts";
import { healthyStatus, startRequestPage } from "../../src/request-page/start-request-page.ts";
import type { Emulator } from "../../src/runtime/emulator.ts";
import { EmulatorFixture } from "../support/emulator-fixture.ts";
import { page, Visitor } from "../support/visitor.ts";

const fixture = new EmulatorFixture();
let emulator: Emulator;
let url: string;

beforeAll(async () => {
  emulator = await fixture.start();
  url = emulator.urlOf("tasks");
});

afterAll(() => fixture.close());

async function signIn(path = "/"): Promise<Visitor> {
  const visitor = new Visitor();
  const form = page(await visitor.visit(`${url}${path}`));
  const [user] = emulator.userPools.flatMap(({ demoUsers }) => demoUsers);
  await visitor.submit(form, "/login", {
    username: user?.login ?? "",
    password: user?.password ?? "",
  });
  return visitor;
}

function models(): [LoadBalancerModel] {
  const found = emulator.applications.find(({ model }) => model.application === "tasks");
  return [found?.model as LoadBalancerModel];
}

describe("the page in place of a program", () => {
  it("shows who is signed in, groups, scopes, and what comes next", async () => {
    const visitor = await signIn();

    const { status, headers, text } = await visitor.send(`${url}/anything?a=1`);

    expect([status, headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
    expect(text).toContain("Signed in as anna@example.com");
    expect(text).toContain('<span class="pill brand">admins</span>');
    expect(text).toContain('<code class="pill">openid</code>');
    expect(text).toContain("--service web=localhost:3000");
    expect(text).toContain("GET /anything?a=1");
    expect(text).toContain("x-amzn-oidc-accesstoken");
  });

  it("shows a request without a session", async () => {
    const { text } = await new Visitor().send(`${url}/public/hello`);

    expect(text).toContain("Nobody is signed in here");
    expect(text).not.toContain("Sign out");
  });

  it("returns JSON to other clients, with decoded tokens", async () => {
    const visitor = await signIn();

    const { headers, text } = await visitor.send(`${url}/x`, {
      headers: { Accept: "application/json", "X-Own": "1" },
    });

    expect(headers["content-type"]).toBe("application/json");
    const { user, tokens, ...request } = JSON.parse(text);
    expect(request).toMatchObject({
      application: "tasks",
      service: "web",
      method: "GET",
      url: "/x",
    });
    expect(request.headers).toContainEqual(["X-Own", "1"]);
    expect(user).toMatchObject({ name: "anna@example.com", groups: ["admins"] });
    expect(tokens["x-amzn-oidc-accesstoken"].payload.sub).toBe(user.sub);
    expect(tokens["x-amzn-oidc-data"].payload.email).toBe("anna@example.com");
  });

  it("escapes what a request says, and runs no script", async () => {
    const script = "<script>alert(1)</script>";

    const { headers, text } = await new Visitor().send(`${url}/public/?q=${script}`, {
      headers: { "X-Own": script },
    });

    expect(text).not.toContain("<script");
    expect(text).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(headers["content-security-policy"]).toMatch(/^default-src 'none'; style-src 'nonce-/);
  });

  it("signs out of the load balancer and of the user pool", async () => {
    const visitor = await signIn();
    const { text } = await visitor.send(`${url}/here`);
    const [, link = ""] = /href="(\?[^"]+)">Sign out</.exec(text) ?? [];

    await visitor.visit(new URL(link, `${url}/here`).href);

    const next = page(await visitor.visit(`${url}/here`));
    expect(next.url).toMatch(/\/login\?/);
    expect(next.text).toContain('name="password"');
  });

  it("says that the user pool still knows the user where no sign-out URL is registered", async () => {
    const running = await startRequestPage({
      application: "shop",
      service: "web",
      inspectorUrl: "",
      healthyStatus: 204,
      signOutOf: () => ({ cookies: ["Session-0=; Max-Age=0"], userPoolUrl: undefined }),
    });
    const token = `e30.${Buffer.from('{"email":"zoe@example.com"}').toString("base64url")}.x`;

    const { status, headers, text } = await new Visitor().send(
      `http://127.0.0.1:${running.port}/?alb-emulator=sign-out`,
      { headers: { "x-amzn-oidc-identity": "1", "x-amzn-oidc-data": token } },
    );
    await running.close();

    expect([status, headers["set-cookie"]]).toEqual([200, ["Session-0=; Max-Age=0"]]);
    expect(text).toMatch(/still knows <b>zoe@example\.com<\/b>.*logout_urls/s);
  });
});

describe(healthyStatus, () => {
  it.each([
    ["200", 200],
    ["204", 204],
    ["301,302", 301],
    ["200-399", 200],
  ])("for matcher %s is %d", (matcher, status) => {
    const [model] = models();
    const [group] = model.targetGroups;
    const { service = "" } = group ?? {};
    const healthCheck = { ...group?.healthCheck, matcher } as HealthCheck;
    const targetGroups = [{ ...group, healthCheck } as TargetGroup];
    expect(healthyStatus([{ ...model, targetGroups }], service)).toBe(status);
  });
});

describe(signOutOf, () => {
  const pool = { clients: [], domain: { domain: "x", baseUrl: "https://login.example.com" } };
  const client = {
    clientId: "1",
    logoutUrls: ["https://a.example.com/", "https://b.example.com/"],
  };

  it("prefers the sign-out URL of the same host", () => {
    const pools = [{ ...pool, clients: [client] }] as unknown as UserPoolModel[];
    expect(signOutOf([], pools, "1", "b.example.com").userPoolUrl).toBe(
      "https://login.example.com/logout?client_id=1&logout_uri=https%3A%2F%2Fb.example.com%2F",
    );
    expect(signOutOf([], pools, "2", "b.example.com").userPoolUrl).toBeUndefined();
  });

  it("ends every session of the application", () => {
    const [model] = models();
    const { cookies } = signOutOf([model], [], undefined, "");
    const names = new Set(cookies.map((cookie) => cookie.replace(/-\d=.*/, "")));
    const declared = model.listeners
      .flatMap(({ rules, defaultRule }) => [...rules, defaultRule])
      .flatMap(({ actions }) => actions)
      .flatMap((action) => ("sessionCookieName" in action ? [action.sessionCookieName] : []));
    expect(names.size).toBeGreaterThan(1);
    expect(names).toEqual(new Set(declared));
    expect(cookies[0]).toMatch(/=; Path=\/; Expires=Thu, 01 Jan 1970/);
  });
});
