import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { EnvironmentInput } from "../../config/schema/environment";
import { page } from "../../packages/alb-emulator/__tests__/support/visitor";
import { emitEnvironment } from "../e2e/support/emit-environment";
import { type EmulatorUnderTest, startOn } from "../e2e/support/emulator";
import { withApplication } from "../support/synth-environment";
import { EmittedFirewall } from "./support/emitted-firewall";
import { RequestRecorder } from "./support/record-requests";
import type { WebRequest } from "./support/web-request";

const password = "Correct-Horse-7-Battery";
const host = "app.example.com";
const domain = "test-login.auth.eu-central-1.amazoncognito.com";

/** Enough for a session that needs all four shards. */
const groups = Array.from(
  { length: 140 },
  (_, index) => `department-${String(index).padStart(3, "0")}-of-the-whole-company`,
);
const environment: EnvironmentInput = withApplication(
  { firewall: {} },
  {
    identity: {
      domain: { prefix: "test-login" },
      firewall: {},
      groups: Object.fromEntries(groups.map((name, index) => [name, { precedence: index + 1 }])),
    },
  },
);
/** Under the limit of AWS's rule for query strings, so that only what sign-in makes of it exceeds it. */
const longQuery = `report=${"2026-11-30,".repeat(170)}`;

let running: EmulatorUnderTest;
let recorder: RequestRecorder;
let ofApplication: string;
let ofPool: string;
let callbacks: readonly WebRequest[];

beforeAll(async () => {
  const folder = emitEnvironment(environment);
  const emitted = (name: string) =>
    readFileSync(join(folder, "stacks", `test--${name}`, "cdk.tf.json"), "utf8");
  ofApplication = emitted("app");
  ofPool = emitted("shared-identity");
  recorder = new RequestRecorder();
  running = await startOn(folder, {
    realNames: true,
    identityPort: undefined,
    services: [
      {
        service: "web",
        program: {
          createListener: () => (request, response) => {
            request.resume().once("end", () => response.end("received"));
          },
        },
      },
    ],
  });
  await running.userPool.users.create({
    email: "grace@example.com",
    name: "Grace of many groups",
    password,
    groups,
  });
  const url = running.emulator.urlOf("app");
  const { visitor, home } = await running.signIn(
    `${url}/reports?${longQuery}`,
    "grace@example.com",
    password,
  );
  expect(home.text).toBe("received");
  const upload = await visitor.send(`${url}/files`, { method: "POST", body: "x".repeat(20_000) });
  expect(upload.text).toBe("received");
  expect((await visitor.cookieNames(url)).filter((name) => /-[0-3]$/.test(name))).toHaveLength(4);
  page(await visitor.visit(`${url}/logout`));
  callbacks = recorder.requestsOf(host).filter(({ path }) => path === "/oauth2/idpresponse");
});

afterAll(async () => {
  recorder?.stop();
  await running?.stop();
});

const decisions = (json: string, requests: readonly WebRequest[]) => {
  const firewall = new EmittedFirewall(json);
  return requests.map((request) => [request.path, firewall.decide(request).status]);
};

describe("a sign-in with a long address, four shards and an upload", () => {
  it("has what a usual rule set blocks", () => {
    const requests = recorder.requestsOf(host);
    const sizes = {
      state: Math.max(...callbacks.map(({ query }) => query.length)),
      cookies: Math.max(...requests.map(({ headers }) => headers.cookie?.length ?? 0)),
      body: Math.max(...requests.map(({ body }) => body.length)),
    };

    expect(callbacks).toHaveLength(1);
    expect(sizes.state).toBeGreaterThan(2048);
    expect(sizes.cookies).toBeGreaterThan(10_240);
    expect(sizes.body).toBe(20_000);
  });

  it("passes the firewall of the load balancer with every request", () => {
    const requests = recorder.requestsOf(host);

    expect(requests.map(({ path }) => path)).toEqual(
      expect.arrayContaining(["/reports", "/oauth2/idpresponse", "/files", "/logout"]),
    );
    expect(decisions(ofApplication, requests).filter(([, status]) => status !== 200)).toEqual([]);
  });

  it("passes the firewall of the user pool with every request", () => {
    const ofLoadBalancer = ["/oauth2/token", "/oauth2/userInfo"].flatMap((path) =>
      recorder.callsOf(domain, path),
    );
    const requests = [...recorder.requestsOf(domain), ...ofLoadBalancer];

    expect(requests.map(({ path }) => path)).toEqual(
      expect.arrayContaining(["/oauth2/authorize", "/login", "/oauth2/token", "/oauth2/userInfo"]),
    );
    expect(decisions(ofPool, requests).filter(([, status]) => status !== 200)).toEqual([]);
  });

  it("would be blocked at the callback without the exceptions, or by a label of the rule's spelling", () => {
    const withoutOverride = ofApplication.replaceAll(
      '"SizeRestrictions_QUERYSTRING"',
      '"GenericLFI_BODY"',
    );
    const withoutPath = ofApplication.replaceAll('"/oauth2/idpresponse"', '"/oauth2/callback"');

    for (const planted of [withoutOverride, withoutPath]) {
      expect(planted).not.toBe(ofApplication);
      expect(decisions(planted, callbacks)).toEqual([["/oauth2/idpresponse", 403]]);
    }
  });
});

describe("the rate limit of the user pool", () => {
  const times = (count: number, request: WebRequest | undefined) => {
    if (request === undefined) throw new Error("no such request");
    return Array.from({ length: count }, () => request);
  };
  const statuses = (requests: readonly WebRequest[]) =>
    new Set(decisions(ofPool, requests).map(([, status]) => status));

  it.each(["/oauth2/token", "/oauth2/userInfo", "/oauth2/authorize"])(
    "does not apply to the load balancer's own calls and redirects: %s",
    (path) => {
      const [request] = recorder.callsOf(domain, path);

      expect(statuses(times(5000, request))).toEqual(new Set([200]));
    },
  );

  it("applies to the page that takes passwords", () => {
    const request = recorder.requestsOf(domain).find(({ path, method }) => {
      return path === "/login" && method === "POST";
    });

    expect(statuses(times(501, request))).toEqual(new Set([200, 403]));
  });
});
