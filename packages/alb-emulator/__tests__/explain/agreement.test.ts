import { randomBytes } from "node:crypto";
import { Agent, createServer, type IncomingHttpHeaders, request as sendHttp } from "node:http";
import { text } from "node:stream/consumers";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { explainRequest } from "../../src/explain/explain-request.ts";
import type { RequestExplanation } from "../../src/explain/request-explanation.ts";
import type { RunningLoadBalancer } from "../../src/load-balancer/running-load-balancer.ts";
import { CookieCipher } from "../../src/load-balancer/session/cookie-cipher.ts";
import { writeSessionCookie } from "../../src/load-balancer/session/session-cookie.ts";
import { startLoadBalancer } from "../../src/load-balancer/start-load-balancer.ts";
import { AddressBook } from "../../src/model/address-book.ts";
import type { LoadBalancerEvent } from "../../src/model/event.ts";
import type { LoadBalancerModel } from "../../src/model/load-balancer.ts";
import { type RunningServer, runServer } from "../../src/model/run-server.ts";
import { model } from "../load-balancer/support/model.ts";
import { otherTargetGroupArn, type RandomRequest, requests, ruleSets } from "./random-rules.ts";
import { emulatorModel } from "./support.ts";

const ruleSetCount = 50;
const requestsPerRuleSet = 200;
const sessionKey = randomBytes(32);

/** Session cookies of every name that a rule may have. */
const sessionCookies = ["CookieA", "CookieB"]
  .flatMap((name) => {
    const inAnHour = Math.floor(Date.now() / 1000) + 3600;
    const session = {
      claims: { sub: "user-1" },
      accessToken: "a.b.c",
      refreshToken: undefined,
      accessTokenExpiresAt: inAnHour,
      expiresAt: inAnHour,
    };
    const cookies = writeSessionCookie(
      new CookieCipher(sessionKey),
      name,
      session,
      new Map(),
      Date.now(),
    );
    return cookies ?? [];
  })
  .map((cookie) => cookie.split(";")[0])
  .join("; ");

let target: RunningServer;
const agent = new Agent({ keepAlive: true, maxSockets: 4 });

beforeAll(async () => {
  const server = createServer((request, response) => {
    request.resume();
    response.end(request.method === "HEAD" ? undefined : "from the target");
  });
  target = await runServer(server, { host: "127.0.0.1", port: 0 });
});

afterAll(async () => {
  agent.destroy();
  await target.close();
});

type RuleSet = Pick<LoadBalancerModel["listeners"][number], "rules" | "defaultRule">;

function withRules({ rules, defaultRule }: RuleSet): LoadBalancerModel {
  const base = model(rules, { defaultRule });
  const [group] = base.targetGroups;
  if (group === undefined) throw new Error("The model has no target group.");
  const lambda = {
    functionArn: "arn:aws:lambda:eu-central-1:123456789012:function:api",
    ...{
      name: "api",
      timeoutSeconds: 3,
      memoryMiB: 128,
      environment: {},
      multiValueHeaders: false,
    },
  };
  const other = { ...group, arn: otherTargetGroupArn, name: "app-api", service: "api", lambda };
  return { ...base, targetGroups: [group, other] };
}

interface Observed {
  readonly event: LoadBalancerEvent;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A load balancer with these rules, and what it does with requests. */
async function serve(loadBalancer: LoadBalancerModel, peerAddress: string) {
  const waiting = new Map<string, (event: LoadBalancerEvent) => void>();
  const running: RunningLoadBalancer = await startLoadBalancer(loadBalancer, {
    identity: () => ({
      tokenUrl: "http://127.0.0.1:9/token",
      userInfoUrl: "http://127.0.0.1:9/userInfo",
    }),
    addresses: new AddressBook(),
    // The second target group has a function.
    resolveFunction: () => ({
      invoke: async () => ({
        type: "result",
        json: '{"statusCode":200,"body":"from the function"}',
      }),
    }),
    resolveTarget: () => new URL(`http://127.0.0.1:${target.port}`),
    onEvent: (event) => {
      const id = event.request.headers.find(({ name }) => name === "X-Number")?.value ?? "";
      waiting.get(id)?.(event);
      waiting.delete(id);
    },
    peerAddress,
    sessionKey,
  });
  const send = async (request: RandomRequest, number: number): Promise<Observed> => {
    const reported = new Promise<LoadBalancerEvent>((resolve) => {
      waiting.set(String(number), resolve);
    });
    const responded = new Promise<Omit<Observed, "event">>((resolve, reject) => {
      const outgoing = sendHttp({
        agent,
        host: "127.0.0.1",
        port: running.port,
        method: request.method,
        path: request.target,
        headers: [
          ...["Host", `${request.host}.localhost:${running.port}`],
          ...["Connection", "keep-alive"],
          ...["X-Number", String(number)],
          ...(request.signedIn ? ["Cookie", sessionCookies] : []),
          ...request.headers.flat(),
          ...(request.method === "GET" || request.method === "HEAD" ? [] : ["Content-Length", "0"]),
        ],
      });
      outgoing.once("error", reject);
      outgoing.once("response", (response) => {
        const { statusCode = 0, headers } = response;
        text(response).then((body) => resolve({ status: statusCode, headers, body }), reject);
      });
      outgoing.end();
    });
    const [event, response] = await Promise.all([reported, responded]);
    return { event, ...response };
  };
  return { send, close: running.close };
}

const noRewrite = { host: undefined, url: undefined };

/** What can be compared of an explanation. */
function explained({ rules, actions, response }: RequestExplanation) {
  return {
    evaluated: rules
      .filter(({ result }) => result !== "not evaluated")
      .map(({ priority, result, mismatches }) => ({
        priority,
        matched: result === "matched",
        mismatches,
      })),
    notEvaluated: rules
      .filter(({ result }) => result === "not evaluated")
      .map(({ priority }) => priority),
    actions,
    status: response.type === "target" ? 200 : "status" in response ? response.status : undefined,
    location: "location" in response ? response.location : undefined,
    body: response.type === "fixed-response" && response.status !== 204 ? response.body : undefined,
    hasTarget: response.type === "target",
    rewritten: response.type === "target" ? response.rewritten : noRewrite,
    receivesIdentity: response.type === "target" && response.identity !== undefined,
  };
}

/** The same of what the load balancer did. */
function served({ event, status, body }: Observed, explanation: RequestExplanation) {
  const { response } = explanation;
  const isWithBody = event.request.method !== "HEAD" && "body" in response && status !== 204;
  return {
    evaluated: event.ruleEvaluations.map(({ priority, matched, mismatches }) => ({
      priority,
      matched,
      mismatches,
    })),
    notEvaluated: event.rulesNotEvaluated.map(({ priority }) => priority),
    actions: event.actions,
    status,
    location: event.response.location?.replace(/&state=[^&]+/, ""),
    // HEAD has no body to compare.
    body: isWithBody ? body : explained(explanation).body,
    hasTarget:
      response.type === "target"
        ? response.targets.some(({ targetGroup }) => targetGroup === event.target?.targetGroup)
        : event.target !== undefined,
    rewritten: { host: event.target?.rewrittenHost, url: event.target?.rewrittenUrl },
    receivesIdentity:
      event.target?.headers.some(({ name }) => name === "x-amzn-oidc-data") ?? false,
  };
}

it(`explains ${ruleSetCount * requestsPerRuleSet} requests as the load balancer handles them`, async () => {
  const counts = new Map<string, number>();
  let compared = 0;
  const clientAddresses = fc.constantFrom("127.0.0.1", "10.1.2.3", "::1");
  const manyRequests = fc.array(requests, {
    minLength: requestsPerRuleSet,
    maxLength: requestsPerRuleSet,
  });
  await fc.assert(
    fc.asyncProperty(
      ruleSets,
      manyRequests,
      clientAddresses,
      async (ruleSet, list, clientAddress) => {
        const loadBalancer = withRules(ruleSet);
        const { send, close } = await serve(loadBalancer, clientAddress);
        try {
          const observed = await Promise.all(list.map(send));
          for (const [index, request] of list.entries()) {
            const { host, target: path, method, headers, signedIn } = request;
            const explanation = explainRequest(emulatorModel(loadBalancer), {
              url: `https://${host}${path}`,
              application: "app",
              ...{ method, headers, signedIn, clientAddress },
            });
            const handled = observed[index];
            if (handled === undefined) throw new Error("A request has no response.");
            const { type } = explanation.response;
            counts.set(type, (counts.get(type) ?? 0) + 1);
            const expected = explained(explanation);
            const actual = served(handled, explanation);
            // Jest's own comparison would take most of the time.
            if (!isDeepStrictEqual(actual, expected)) {
              expect({ request, ...actual }).toEqual({ request, ...expected });
            }
            compared++;
          }
        } finally {
          await close();
        }
      },
    ),
    { numRuns: ruleSetCount, endOnFailure: true },
  );
  expect(compared).toBe(ruleSetCount * requestsPerRuleSet);
  // Each kind of response is compared often, so that agreement is not by absence.
  for (const type of ["sign-in", "target", "redirect", "fixed-response", "error"]) {
    expect([type, counts.get(type)]).toEqual([type, expect.any(Number)]);
    expect(counts.get(type)).toBeGreaterThan(100);
  }
}, 240_000);
