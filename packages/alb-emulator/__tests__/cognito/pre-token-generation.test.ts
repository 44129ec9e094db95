import { decodeJwt } from "jose";
import type { TriggerHandler } from "../../src/cognito/triggers/trigger-handler.ts";
import {
  authorizeUrl,
  basic,
  client,
  exchangeCode,
  machine,
  model,
  refresh,
  requestTokens,
  requestUserInfo,
  signInAt,
  type TestPool,
} from "./support.ts";
import { startTriggerPools, type Version } from "./trigger-pools.ts";

/** What the handler of the running test does. */
let handler: TriggerHandler;
let events: Record<string, unknown>[];
let pools: ReadonlyMap<Version, TestPool>;

beforeAll(async () => {
  pools = await startTriggerPools((...args) => {
    events.push(args[0] as Record<string, unknown>);
    return handler(...args);
  });
});

afterAll(() => Promise.all([...pools.values()].map((pool) => pool.close())));

beforeEach(() => {
  events = [];
});

const poolOf = (version: Version) => pools.get(version) as TestPool;

/** A handler that returns the event with this response. */
const responding = (response: unknown) => async (event: unknown) => ({
  ...(event as object),
  response,
});

const signIn = (version: Version) =>
  signInAt(
    authorizeUrl(poolOf(version).base, { scope: "openid email tasks/read" }),
    "carla@example.com",
  );

async function tokens(version: Version) {
  const { code } = await signIn(version);
  const { body } = await exchangeCode(poolOf(version), code);
  return { body, id: decodeJwt(body.id_token), access: decodeJwt(body.access_token) };
}

describe("the event of a pre token generation trigger", () => {
  it.each([
    ["V1_0", "1", { response: { claimsOverrideDetails: null } }],
    ["V2_0", "2", { response: { claimsAndScopeOverrideDetails: null } }],
    ["V3_0", "3", { response: { claimsAndScopeOverrideDetails: null } }],
  ] as const)("has the shape of %s", async (version, number, rest) => {
    handler = (event) => event;

    await tokens(version);

    expect(events).toHaveLength(1);
    expect(events[0]).toEqual({
      version: number,
      triggerSource: "TokenGeneration_HostedAuth",
      region: "eu-central-1",
      userPoolId: model.poolId,
      userName: expect.stringMatching(/^[\da-f-]{36}$/),
      callerContext: { awsSdkVersion: "aws-sdk-unknown-unknown", clientId: client.clientId },
      request: {
        userAttributes: {
          sub: expect.stringMatching(/^[\da-f-]{36}$/),
          "cognito:user_status": "CONFIRMED",
          name: "Carla",
          email: "carla@example.com",
          email_verified: "true",
        },
        groupConfiguration: {
          groupsToOverride: ["readers"],
          iamRolesToOverride: [],
          preferredRole: null,
        },
        ...(version !== "V1_0" && { scopes: ["openid", "email", "tasks/read"] }),
      },
      ...rest,
    });
  });

  it("comes at each refresh as well", async () => {
    handler = (event) => event;
    const { body } = await tokens("V2_0");

    handler = responding({
      claimsAndScopeOverrideDetails: {
        accessTokenGeneration: { claimsToAddOrOverride: { turn: 2 } },
      },
    });
    const refreshed = await refresh(poolOf("V2_0"), body.refresh_token);

    expect(events.map(({ triggerSource }) => triggerSource)).toEqual([
      "TokenGeneration_HostedAuth",
      "TokenGeneration_RefreshTokens",
    ]);
    expect(decodeJwt(refreshed.body.access_token).turn).toBe(2);
  });

  it.each([
    ["V2_0", 0],
    ["V3_0", 1],
  ] as const)("comes for machines of %s this often: %s", async (version, times) => {
    handler = responding({
      claimsAndScopeOverrideDetails: {
        accessTokenGeneration: { claimsToAddOrOverride: { tier: "gold" }, scopesToAdd: ["x/y"] },
      },
    });

    const { body } = await requestTokens(
      poolOf(version),
      { grant_type: "client_credentials" },
      basic(machine),
    );

    expect(events.map(({ triggerSource }) => triggerSource)).toEqual(
      Array(times).fill("TokenGeneration_ClientCredentials"),
    );
    expect(decodeJwt(body.access_token)).toMatchObject(
      times === 1 ? { tier: "gold", scope: "tasks/read x/y" } : { scope: "tasks/read" },
    );
  });
});

describe("the response of a pre token generation trigger", () => {
  it("of V1_0 changes the ID token, and the groups of both", async () => {
    handler = responding({
      claimsOverrideDetails: {
        claimsToAddOrOverride: { department: "sales", level: 3, email: "other@example.com" },
        claimsToSuppress: ["name", "level"],
        groupOverrideDetails: {
          groupsToOverride: ["staff"],
          preferredRole: "arn:aws:iam::1:role/r",
        },
      },
    });

    const { id, access } = await tokens("V1_0");

    expect(id).toMatchObject({
      department: "sales",
      email: "other@example.com",
      "cognito:groups": ["staff"],
      "cognito:preferred_role": "arn:aws:iam::1:role/r",
    });
    expect(id).not.toHaveProperty("name");
    expect(id).not.toHaveProperty("level");
    expect(access).toMatchObject({ "cognito:groups": ["staff"], scope: "openid email tasks/read" });
    expect(access).not.toHaveProperty("department");
  });

  it("of V2_0 changes claims and scopes of both tokens", async () => {
    handler = responding({
      claimsAndScopeOverrideDetails: {
        idTokenGeneration: { claimsToAddOrOverride: { plan: { name: "gold", seats: 5 } } },
        accessTokenGeneration: {
          claimsToAddOrOverride: { tenants: ["a", "b"], aud: client.clientId },
          scopesToAdd: ["tasks/write"],
          scopesToSuppress: ["tasks/read"],
        },
        groupOverrideDetails: {},
      },
    });

    const { id, access } = await tokens("V2_0");

    expect(id.plan).toEqual({ name: "gold", seats: 5 });
    expect(access).toMatchObject({
      tenants: ["a", "b"],
      aud: client.clientId,
      scope: "openid email tasks/write",
    });
    expect(id).not.toHaveProperty("cognito:groups");
    expect(access).not.toHaveProperty("cognito:groups");
  });

  it("cannot change Cognito's own claims", async () => {
    const own = { sub: "me", iss: "https://evil.test", exp: 1, token_use: "id", aud: "other" };
    handler = responding({
      claimsAndScopeOverrideDetails: {
        idTokenGeneration: {
          claimsToAddOrOverride: { ...own, "cognito:username": "me", "dev:x": "y" },
          claimsToSuppress: ["sub", "cognito:username"],
        },
        accessTokenGeneration: {
          claimsToAddOrOverride: { ...own, scope: "all", client_id: "other", username: "me" },
          claimsToSuppress: ["username", "jti"],
        },
      },
    });

    const { id, access } = await tokens("V2_0");

    expect(id.sub).toMatch(/^[\da-f-]{36}$/);
    expect(id).toMatchObject({
      iss: model.issuer,
      aud: client.clientId,
      "cognito:username": id.sub,
    });
    expect(id).not.toHaveProperty("dev:x");
    expect(access).toMatchObject({
      sub: id.sub,
      client_id: client.clientId,
      scope: "openid email tasks/read",
      username: id.sub,
      jti: expect.any(String),
    });
    expect(access).not.toHaveProperty("aud");
  });

  it("has no effect on user info, but for the scope openid", async () => {
    handler = responding({
      claimsAndScopeOverrideDetails: {
        idTokenGeneration: { claimsToAddOrOverride: { email: "other@example.com", extra: "1" } },
      },
    });
    const { body } = await tokens("V2_0");
    const userInfo = await (await requestUserInfo(poolOf("V2_0"), body.access_token)).json();

    handler = responding({
      claimsAndScopeOverrideDetails: { accessTokenGeneration: { scopesToSuppress: ["openid"] } },
    });
    const without = await tokens("V2_0");
    const { status } = await requestUserInfo(poolOf("V2_0"), without.body.access_token);

    expect(userInfo).toMatchObject({ email: "carla@example.com" });
    expect(userInfo).not.toHaveProperty("extra");
    expect(status).toBe(401);
  });

  it("is accepted from a handler with a callback", async () => {
    handler = (event, _context, callback) => {
      const response = { claimsOverrideDetails: { claimsToAddOrOverride: { via: "callback" } } };
      callback(null, { ...(event as object), response });
    };

    expect((await tokens("V1_0")).id.via).toBe("callback");
  });
});

describe("a pre token generation trigger that fails", () => {
  it("ends the sign-in at the callback, in Cognito's words", async () => {
    handler = async () => {
      throw new Error("not_allowed");
    };

    const { callback } = await signIn("V2_0");

    expect(callback.search).toBe(
      "?error_description=PreTokenGeneration+failed+with+error+not_allowed.&state=a%2Fstate%2Bwith%3Dsigns&error=invalid_request",
    );
  });

  it("ends a refresh with an error", async () => {
    handler = (event) => event;
    const { body } = await tokens("V2_0");
    handler = (_event, _context, callback) => callback("gone");

    const { status, body: error } = await refresh(poolOf("V2_0"), body.refresh_token);

    expect(status).toBe(400);
    expect(error).toEqual({
      error: "invalid_request",
      error_description: "PreTokenGeneration failed with error gone.",
    });
  });

  it.each([
    ["nothing", undefined],
    [
      "a claim of V1_0 that is no text",
      { response: { claimsOverrideDetails: { claimsToAddOrOverride: { a: [] } } } },
    ],
    [
      "a list of names that is none",
      { response: { claimsOverrideDetails: { claimsToSuppress: "a" } } },
    ],
  ])("fails when it returns %s", async (_name, result) => {
    handler = () => result;

    const { callback } = await signIn("V1_0");

    expect(callback.searchParams.get("error_description")).toBe("Unrecognizable lambda output");
  });
});
