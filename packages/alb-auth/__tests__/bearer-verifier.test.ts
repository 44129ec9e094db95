import { AlbAuthError, BearerVerifier, type BearerVerifierOptions } from "../index.ts";
import { KeyEndpoints } from "./support/key-endpoints.ts";
import { accessRejections } from "./support/rejections.ts";
import {
  accessPayload,
  clientId,
  issuer,
  nowSeconds,
  signAccessToken,
  subject,
} from "./support/tokens.ts";

const machineId = "5l4k3h2g1f0e9d8c7bmachine";

/** What Cognito issues for the client credentials grant: no user, no group, no `auth_time` of a person. */
function machineToken(changes: Record<string, unknown> = {}): string {
  return signAccessToken({
    payload: {
      sub: machineId,
      token_use: "access",
      scope: "tasks/read tasks/write",
      auth_time: nowSeconds,
      iss: issuer,
      exp: nowSeconds + 3600,
      iat: nowSeconds,
      version: 2,
      jti: "5b1f5b0e-3a6f-4b4e-9d3a-1f0c9a7e2d11",
      client_id: machineId,
      ...changes,
    },
  });
}

function fixture(options: Partial<BearerVerifierOptions> = {}) {
  const endpoints = new KeyEndpoints();
  const outcomes: string[] = [];
  const verifier = new BearerVerifier({
    clientIds: [clientId, machineId],
    issuer,
    fetch: endpoints.fetch,
    now: () => nowSeconds * 1000,
    retryDelayMs: 1,
    onOutcome: (outcome) => outcomes.push(outcome),
    ...options,
  });
  return { endpoints, outcomes, verifier };
}

/** The token, or the error. */
async function outcomeOf(verifier: BearerVerifier, authorization: string | string[] | undefined) {
  return verifier.verify({ authorization }).catch((error: unknown) => {
    if (error instanceof AlbAuthError) return error;
    throw error;
  });
}

describe("BearerVerifier.verify", () => {
  it("returns what a machine's token says", async () => {
    const { verifier, outcomes } = fixture();

    const token = await verifier.verify({ authorization: `Bearer ${machineToken()}` });

    expect(token).toEqual({
      type: "machine",
      subject: machineId,
      username: machineId,
      clientId: machineId,
      scopes: ["tasks/read", "tasks/write"],
      groups: [],
      expiresAt: new Date((nowSeconds + 3600) * 1000).toISOString(),
    });
    expect([token, token.scopes, token.groups].every(Object.isFrozen)).toBe(true);
    expect(outcomes).toEqual(["OK"]);
  });

  it("returns what a user's token says", async () => {
    const { verifier } = fixture();

    expect(await verifier.verify({ authorization: `bearer  ${signAccessToken()}` })).toMatchObject({
      type: "user",
      subject,
      username: "ada",
      groups: ["staff"],
    });
  });

  it.each([
    ["ERR_BEARER_MISSING", "no header", undefined, "Bearer"],
    ["ERR_BEARER_MALFORMED", "Basic", "Basic YWRhOnNlY3JldA==", 'Bearer error="invalid_token"'],
    ["ERR_BEARER_MALFORMED", "no token", "Bearer ", 'Bearer error="invalid_token"'],
    ["ERR_BEARER_MALFORMED", "two tokens", "Bearer a.b.c a.b.c", 'Bearer error="invalid_token"'],
    ["ERR_BEARER_MALFORMED", "a list", "Bearer a.b.c, a.b.c", 'Bearer error="invalid_token"'],
    ["ERR_ACCESS_MALFORMED", "an opaque token", "Bearer abc", 'Bearer error="invalid_token"'],
  ])("throws %s for %s", async (code, _name, authorization, challenge) => {
    const { verifier, outcomes, endpoints } = fixture();

    expect(await outcomeOf(verifier, authorization)).toMatchObject({
      code,
      status: 401,
      headers: { "WWW-Authenticate": challenge },
    });
    expect(outcomes).toEqual([code]);
    expect(endpoints.fetched).toEqual([]);
  });

  it("throws ERR_BEARER_MALFORMED for a header that was sent twice", async () => {
    const { verifier } = fixture();
    const authorization = `Bearer ${machineToken()}`;

    expect(await outcomeOf(verifier, [authorization, authorization])).toMatchObject({
      code: "ERR_BEARER_MALFORMED",
    });
  });

  // A mismatch between headers cannot be one of a single token.
  const rows = accessRejections.filter(({ code }) => code !== "ERR_SUBJECT_MISMATCH");

  it.each(rows.map((row) => [row.code, row.name, row] as const))(
    "throws %s: %s",
    async (code, _name, { headers }) => {
      const { verifier } = fixture();
      // An empty token, or one with `,`, is not a bearer token at all.
      const isToken = headers.accessToken !== "";

      expect(await outcomeOf(verifier, `Bearer ${headers.accessToken}`)).toMatchObject({
        code: isToken ? code : "ERR_BEARER_MALFORMED",
      });
    },
  );

  it("gives no grace after exp", async () => {
    const { verifier } = fixture();

    expect(await outcomeOf(verifier, `Bearer ${machineToken({ exp: nowSeconds })}`)).toMatchObject({
      code: "ERR_ACCESS_EXPIRED",
    });
  });

  it("throws ERR_SCOPE_MISSING with the missing scopes", async () => {
    const { verifier } = fixture({ requiredScopes: ["tasks/read", "tasks/delete"] });

    expect(await outcomeOf(verifier, `Bearer ${machineToken()}`)).toMatchObject({
      code: "ERR_SCOPE_MISSING",
      status: 403,
      missing: ["tasks/delete"],
      headers: { "WWW-Authenticate": 'Bearer error="insufficient_scope", scope="tasks/delete"' },
    });
  });

  it("accepts both issuers of the pool", async () => {
    const { verifier } = fixture();
    const iss = issuer.replace("cognito-idp", "issuer-cognito-idp");

    expect(await outcomeOf(verifier, `Bearer ${machineToken({ iss })}`)).toMatchObject({
      type: "machine",
    });
  });

  it("throws ERR_JWKS_UNAVAILABLE while the JWKS is down, and is ready once it is loaded", async () => {
    const { verifier, endpoints } = fixture();
    endpoints.jwksFailure = "network error";
    expect(await outcomeOf(verifier, `Bearer ${machineToken()}`)).toMatchObject({
      code: "ERR_JWKS_UNAVAILABLE",
      status: 503,
    });
    expect(await verifier.loadKeySet()).toBe(false);

    endpoints.jwksFailure = undefined;
    expect(await verifier.loadKeySet()).toBe(true);
    expect(await outcomeOf(verifier, `Bearer ${machineToken()}`)).toMatchObject({
      type: "machine",
    });
  });

  it("does not take a user's token for a machine's because of a claim", async () => {
    const { verifier } = fixture();
    const payload = accessPayload({ username: clientId });

    expect(await outcomeOf(verifier, `Bearer ${signAccessToken({ payload })}`)).toMatchObject({
      type: "user",
    });
  });
});

describe("BearerVerifier options", () => {
  it("are reported together", () => {
    const options = { clientIds: [], issuer: "", requiredScopes: ["a b"], timeoutMs: 0 };

    expect(() => new BearerVerifier(options)).toThrow(
      /^BearerVerifier cannot.*"clientIds" must.*"issuer" is empty.*"timeoutMs" is 0.*"requiredScopes" has "a b"/,
    );
  });
});
