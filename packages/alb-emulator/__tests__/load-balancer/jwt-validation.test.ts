import { createServer } from "node:http";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import type { JwtValidationAction, LoadBalancerModel } from "../../src/model/load-balancer.ts";
import { type RunningServer, runServer } from "../../src/model/run-server.ts";
import { forward, host, model, paths, rule } from "./support/model.ts";
import { received, type Stage, setStage } from "./support/stage.ts";

const issuer = "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_abcdefghi";
const jwksEndpoint = `${issuer}/.well-known/jwks.json`;
const nowSeconds = Math.floor(Date.now() / 1000);

const jwt = (options: Partial<JwtValidationAction> = {}): JwtValidationAction => ({
  type: "jwt-validation",
  issuer,
  jwksEndpoint,
  additionalClaims: [],
  ...options,
});

const claims = [
  { name: "token_use", format: "single-string", values: ["access"] },
  { name: "scope", format: "space-separated-values", values: ["tasks/read", "tasks/write"] },
  { name: "roles", format: "string-array", values: ["admin"] },
] as const;

type Keys = Awaited<ReturnType<typeof generateKeyPair>>;

let keys: Keys;
let otherKeys: Keys;
let jwksServer: RunningServer;
let jwks = { status: 200, body: "" };
let fetches = 0;

beforeAll(async () => {
  keys = await generateKeyPair("RS256");
  otherKeys = await generateKeyPair("RS256");
  const server = createServer((_request, response) => {
    fetches++;
    response.statusCode = jwks.status;
    response.end(jwks.body);
  });
  jwksServer = await runServer(server, { host: "127.0.0.1", port: 0 });
});

beforeEach(async () => {
  fetches = 0;
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: "1", alg: "RS256", use: "sig" };
  jwks = { status: 200, body: JSON.stringify({ keys: [jwk] }) };
});

afterAll(() => jwksServer.close());

let stage: Stage | undefined;

afterEach(async () => {
  await stage?.close();
  stage = undefined;
});

async function open(changes: Partial<LoadBalancerModel> = {}): Promise<Stage> {
  const rules = [
    rule(1, [paths("/claims")], jwt({ additionalClaims: claims }), forward),
    rule(2, [paths("/*")], jwt(), forward),
  ];
  const opened = await setStage(model(rules, changes), {
    jwksUrl: (endpoint) =>
      endpoint === jwksEndpoint ? `http://127.0.0.1:${jwksServer.port}/jwks.json` : endpoint,
  });
  stage = opened;
  return opened;
}

function token(
  payload: JWTPayload = {},
  {
    key = keys.privateKey,
    kid = "1",
  }: { readonly key?: Keys["privateKey"]; readonly kid?: string } = {},
): Promise<string> {
  return new SignJWT({ iss: issuer, exp: nowSeconds + 3600, ...payload })
    .setProtectedHeader({ alg: "RS256", kid })
    .sign(key);
}

async function get(opened: Stage, authorization: string | undefined, path = "/") {
  const count = opened.events.length;
  const response = await opened.browser.get(path, {
    headers: authorization === undefined ? {} : { authorization },
  });
  const event = await opened.lastEvent(count + 1);
  return { ...response, event };
}

describe("a jwt-validation action", () => {
  it("forwards a request with a valid token as it is, without x-amzn-oidc headers", async () => {
    const opened = await open();
    const authorization = `Bearer ${await token({ nbf: nowSeconds, iat: nowSeconds })}`;

    const { status, body, event } = await get(opened, authorization);

    expect(status).toBe(200);
    expect(received(body).headers).toMatchObject({ authorization, host });
    expect(Object.keys(received(body).headers).join()).not.toContain("x-amzn-oidc");
    expect(event?.actions).toEqual(["jwt-validation", "forward"]);
    expect(event?.matchedRule?.access).toBe(`valid token of ${issuer}; 401 for others`);
  });

  it("fetches the keys once for several requests", async () => {
    const opened = await open();
    const authorization = `Bearer ${await token()}`;
    await Promise.all([1, 2, 3].map(() => opened.browser.get("/", { headers: { authorization } })));
    expect(fetches).toBe(1);
  });

  it.each<[string, string, () => Promise<string | undefined>]>([
    ["no Authorization header", "JWTHeaderNotPresent", async () => undefined],
    ["another scheme", "JWTRequestFormatInvalid", async () => "Basic YTpi"],
    ["a token that is not a JWT", "JWTRequestFormatInvalid", async () => "Bearer abc"],
    ["a header that is not JSON", "JWTRequestFormatInvalid", async () => "Bearer a.b.c"],
    [
      "a signature of another key",
      "JWTSignatureValidationError",
      async () => `Bearer ${await token({}, { key: otherKeys.privateKey })}`,
    ],
    [
      "an unknown key",
      "JWTSignatureValidationError",
      async () => `Bearer ${await token({}, { kid: "2" })}`,
    ],
    [
      "no signature",
      "JWTSignatureValidationError",
      async () =>
        `Bearer ${Buffer.from('{"alg":"none"}').toString("base64url")}.${(await token()).split(".")[1]}.AA`,
    ],
    [
      "another issuer",
      "JWTClaimValueInvalid",
      async () => `Bearer ${await token({ iss: "https://example.com" })}`,
    ],
    ["no issuer", "JWTClaimNotPresent", async () => `Bearer ${await token({ iss: undefined })}`],
    [
      "no expiration",
      "JWTClaimNotPresent",
      async () => `Bearer ${await token({ exp: undefined })}`,
    ],
    [
      "an expired token",
      "JWTClaimValueInvalid",
      async () => `Bearer ${await token({ exp: nowSeconds - 1 })}`,
    ],
    [
      "a token of the future",
      "JWTClaimValueInvalid",
      async () => `Bearer ${await token({ nbf: nowSeconds + 600 })}`,
    ],
    [
      "a time that is not a number",
      "JWTClaimFormatInvalid",
      async () => `Bearer ${await token({ iat: "now" as never })}`,
    ],
  ])("returns 401 for %s", async (_, reason, authorization) => {
    const opened = await open();

    const { status, event } = await get(opened, await authorization());

    expect([status, event?.errorReason, event?.actions]).toEqual([401, reason, ["jwt-validation"]]);
    expect(event?.explanation).toMatch(/so the load balancer returns 401\. Send /);
    expect(opened.lines.at(-1)).toContain(` "jwt-validation" "-" "${reason}" `);
  });

  it.each<[number, string, object]>([
    [200, "", {}],
    [200, "", { scope: "openid tasks/write", roles: ["user", "admin"] }],
    [401, "JWTClaimValueInvalid", { token_use: "id" }],
    [401, "JWTClaimValueInvalid", { scope: "openid tasks/readonly" }],
    [401, "JWTClaimFormatInvalid", { scope: ["tasks/read"] }],
    [401, "JWTClaimFormatInvalid", { roles: "admin" }],
    [401, "JWTClaimNotPresent", { roles: undefined }],
  ])("returns %i %s for additional claims with %j", async (status, reason, payload) => {
    const opened = await open();
    const valid = { token_use: "access", scope: "tasks/read", roles: ["admin"] };

    const response = await get(
      opened,
      `Bearer ${await token({ ...valid, ...payload })}`,
      "/claims",
    );

    expect([response.status, response.event?.errorReason ?? ""]).toEqual([status, reason]);
  });

  it.each<[string, () => typeof jwks, RegExp]>([
    ["returns an error", () => ({ status: 404, body: "" }), /returned 404/],
    ["returns no key set", () => ({ status: 200, body: "[]" }), /no JSON Web Key Set/],
    [
      "returns eleven keys",
      () => ({ status: 200, body: JSON.stringify({ keys: Array(11).fill({}) }) }),
      /more than 10 keys/,
    ],
    [
      "returns more than 150 KB",
      () => ({ status: 200, body: `{"keys":[]${" ".repeat(150 * 1024)}}` }),
      /more than 150 KB/,
    ],
  ])("forwards nothing while jwks_endpoint %s", async (_, response, explanation) => {
    const opened = await open();
    const working = jwks;
    jwks = response();
    const authorization = `Bearer ${await token()}`;

    const { status, event } = await get(opened, authorization);
    expect([status, event?.target]).toEqual([500, undefined]);
    expect(event?.explanation).toMatch(explanation);

    jwks = working;
    expect((await get(opened, authorization)).status).toBe(200);
  });

  it("forwards nothing without egress to the endpoint", async () => {
    const opened = await open({ network: { ...model().network, egress: [] } });
    const { status, event } = await get(opened, `Bearer ${await token()}`);
    expect([status, fetches]).toEqual([500, 0]);
    expect(event?.explanation).toMatch(/no egress on TCP 443/);
  });
});
