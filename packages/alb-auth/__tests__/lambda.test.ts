import type { ALBEvent, ALBHandler, ALBResult, Context } from "aws-lambda";
import { AlbAuthError, accessTokenOf } from "../index.ts";
import {
  type AlbEvent,
  type AlbResult,
  type AuthenticatedEvent,
  albAuth,
  type LambdaContext,
  requireGroups,
  signOut,
} from "../lambda.ts";
import { eventWith, headersIn, modes } from "./support/lambda-event.ts";
import { rawHeaders, signedInHeaders } from "./support/tokens.ts";
import { VerifierFixture } from "./support/verifier.ts";

const signedIn = signedInHeaders();
const valid = rawHeaders(signedIn);
const forged = rawHeaders(signedInHeaders({ data: "forged" }));
const { verifier } = new VerifierFixture();
const context = {} as LambdaContext;

type Handler = (event: AuthenticatedEvent) => AlbResult | Promise<AlbResult>;

function respondTo(event: AlbEvent, handler: Handler = showIdentity): Promise<AlbResult> {
  return albAuth({ verifier }, handler)(event, context);
}

function showIdentity({ identity }: AuthenticatedEvent): AlbResult {
  return { statusCode: 200, body: JSON.stringify(identity) };
}

describe.each(modes)("albAuth, for an event with %s headers", (mode) => {
  it("puts the identity into event.identity", async () => {
    const { statusCode, body } = await respondTo(eventWith(mode, valid));

    expect(statusCode).toBe(200);
    expect(JSON.parse(`${body}`)).toMatchObject({ username: "ada", groups: ["staff"] });
  });

  it("passes the rest of the event, the context and the result on", async () => {
    const event = eventWith(mode, valid, {
      httpMethod: "POST",
      body: "YT0x",
      isBase64Encoded: true,
    });
    const result = { statusCode: 201, statusDescription: "201 Created", headers: { a: 1 } };
    const seen: unknown[] = [];

    const returned = await albAuth({ verifier }, async (event, context) => {
      seen.push(event, context);
      return result;
    })(event, context);

    expect(returned).toBe(result);
    expect(seen).toEqual([
      { ...eventWith(mode, [], event), identity: expect.objectContaining({ username: "ada" }) },
      context,
    ]);
    expect(seen[1]).toBe(context);
  });

  it("removes the raw tokens from the event, in any letter case", async () => {
    const upperCase = valid.map((text, index) => (index % 2 === 0 ? text.toUpperCase() : text));
    for (const headers of [valid, upperCase]) {
      const { body } = await respondTo(eventWith(mode, headers), (event) => ({
        statusCode: 200,
        body: JSON.stringify([JSON.stringify(event), accessTokenOf(event.identity)]),
      }));

      const [seen, accessToken] = JSON.parse(`${body}`);
      expect(accessToken).toBe(signedIn.accessToken);
      expect(seen).toContain("ada@example.com");
      expect(seen).toContain("x-forwarded-for");
      expect(seen).not.toContain(signedIn.data);
      expect(seen).not.toContain(signedIn.accessToken);
    }
  });

  it("leaves the event of the caller as it is", async () => {
    const event = eventWith(mode, valid);

    await respondTo(event);

    expect(event).toEqual(eventWith(mode, valid));
  });

  it.each([
    ["without the headers", [], "ERR_DATA_MISSING"],
    ["of a health check", ["user-agent", "ELB-HealthChecker/2.0"], "ERR_DATA_MISSING"],
    ["with a forged token", forged, "ERR_DATA_MALFORMED"],
  ])(
    "rejects an event %s, in the form that the target group reads",
    async (_name, headers, code) => {
      const codes: string[] = [];
      const { verifier } = new VerifierFixture({ onOutcome: (outcome) => codes.push(outcome) });
      const called = jest.fn();

      const result = await albAuth({ verifier }, called)(eventWith(mode, headers), context);

      expect(result).toMatchObject({
        statusCode: 401,
        statusDescription: "401 Unauthorized",
        body: "Unauthorized",
        isBase64Encoded: false,
      });
      expect(headersIn(mode, result)).toEqual({
        "WWW-Authenticate": 'Bearer error="invalid_token"',
        "content-type": "text/plain; charset=utf-8",
      });
      expect(codes).toEqual([code]);
      expect(called).not.toHaveBeenCalled();
    },
  );

  it("with `optional`, lets an event without the headers pass, and rejects invalid ones", async () => {
    const handler = albAuth({ verifier, optional: true }, async ({ identity }) => ({
      statusCode: 200,
      body: identity?.username ?? "anonymous",
    }));

    expect(await handler(eventWith(mode, []), context)).toMatchObject({ body: "anonymous" });
    expect(await handler(eventWith(mode, valid), context)).toMatchObject({ body: "ada" });
    expect(await handler(eventWith(mode, forged), context)).toMatchObject({ statusCode: 401 });
  });

  it("keeps the identity when handlers are nested", async () => {
    const inner = albAuth({ verifier }, showIdentity);
    const outer = albAuth({ verifier, optional: true }, inner);

    expect(await outer(eventWith(mode, valid), context)).toMatchObject({ statusCode: 200 });
    expect(await outer(eventWith(mode, []), context)).toMatchObject({ statusCode: 401 });
  });

  it("ignores an identity that the event brings along", async () => {
    const event = { ...eventWith(mode, []), identity: { username: "eve", groups: ["admins"] } };
    const handler = albAuth({ verifier, optional: true }, async ({ identity }) => ({
      statusCode: 200,
      body: String(identity),
    }));

    expect(await respondTo(event)).toMatchObject({ statusCode: 401 });
    expect(await handler(event, context)).toMatchObject({ body: "undefined" });
  });

  it("responds to an error of a guard, and throws any other on", async () => {
    const unavailable = await respondTo(eventWith(mode, valid), () => {
      throw new AlbAuthError("ERR_KEYS_UNAVAILABLE");
    });
    const broken = respondTo(eventWith(mode, valid), async () => {
      throw new Error("boom");
    });

    expect(unavailable).toMatchObject({ statusCode: 503, body: "Service Unavailable" });
    expect(headersIn(mode, unavailable)).toMatchObject({ "Retry-After": "2" });
    await expect(broken).rejects.toThrow("boom");
  });
});

describe("a header that was sent twice", () => {
  it.each([0, 2, 4])("is rejected with multi-value headers (%#)", async (at) => {
    const copy = valid.slice(at, at + 2);

    expect(await respondTo(eventWith("multi-value", [...valid, ...copy]))).toMatchObject({
      statusCode: 401,
    });
  });

  it("is rejected in two letter cases", async () => {
    const { headers, ...event } = eventWith("single-value", valid);
    const copy = { "X-Amzn-Oidc-Data": signedIn.data };

    expect(await respondTo({ ...event, headers: { ...headers, ...copy } })).toMatchObject({
      statusCode: 401,
    });
  });

  it("counts with its last value without them, as the load balancer sends no other", async () => {
    const last = ["x-amzn-oidc-data", "forged"];

    expect(await respondTo(eventWith("single-value", [...valid, ...last]))).toMatchObject({
      statusCode: 401,
    });
    expect(await respondTo(eventWith("single-value", [...last, ...valid]))).toMatchObject({
      statusCode: 200,
    });
  });
});

it("fetches keys once for all events of an execution environment", async () => {
  const { endpoints, verifier } = new VerifierFixture();
  const handler = albAuth({ verifier }, showIdentity);

  for (const mode of modes) await handler(eventWith(mode, valid), context);

  expect(endpoints.fetched).toHaveLength(2);
});

it("creates a verifier from its options, when the function starts", () => {
  const options = { loadBalancerArns: [], clientIds: ["c"], issuer: "https://i" };

  expect(() => albAuth(options, showIdentity)).toThrow(/"loadBalancerArns"/);
});

it("has the types of @types/aws-lambda, without needing them", () => {
  const compiles = () => {
    const handler: ALBHandler = albAuth({ verifier }, async (event, context) => ({
      statusCode: 200,
      body: `${event.identity.username} ${event.path} ${context.awsRequestId}`,
    }));
    const annotated: (event: ALBEvent, context: Context) => Promise<ALBResult> = albAuth(
      { verifier },
      async (event: AuthenticatedEvent<ALBEvent>, context: Context): Promise<ALBResult> => {
        requireGroups("admins")(event);
        return { statusCode: 200, headers: { a: context.getRemainingTimeInMillis() } };
      },
    );
    const leave: (event: ALBEvent) => Promise<ALBResult> = signOut({} as never);
    // @ts-expect-error an event that may be anonymous may have no identity
    albAuth({ verifier, optional: true }, async ({ identity }) => ({ body: identity.username }));
    // @ts-expect-error a result needs a status
    albAuth({ verifier }, async () => ({ body: "" }));
    return [handler, annotated, leave];
  };
  expect(typeof compiles).toBe("function");
});
