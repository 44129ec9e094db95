import { AlbAuthError, AlbVerifier, accessTokenOf, type VerificationOutcome } from "../index.ts";
import { rejections } from "./support/rejections.ts";
import {
  accessPayload,
  clientId,
  dataHeader,
  dataKid,
  dataPayload,
  nowSeconds,
  signAccessToken,
  signDataToken,
  signedInHeaders,
  subject,
  toRequestHeaders,
} from "./support/tokens.ts";
import { VerifierFixture } from "./support/verifier.ts";

const table = rejections.map((row) => [row.code, row.name, row] as const);

describe("AlbVerifier.verify", () => {
  it("returns the identity", async () => {
    const identity = await new VerifierFixture().outcome(signedInHeaders());

    expect(identity).toEqual({
      type: "user",
      subject,
      username: "ada",
      email: "ada@example.com",
      emailVerified: true,
      scopes: ["openid", "email", "tasks/read"],
      groups: ["staff"],
      clientId,
      claims: {
        sub: subject,
        email_verified: "true",
        name: "Ada Lovelace",
        email: "ada@example.com",
        username: "ada",
      },
      expiresAt: new Date((nowSeconds + 900) * 1000).toISOString(),
    });
  });

  it.each([
    ["true", true],
    ["false", false],
    [true, true],
    [undefined, false],
  ])("reads email_verified %p as %p", async (claim, expected) => {
    const data = signDataToken({ payload: dataPayload({ email_verified: claim }) });

    expect(await new VerifierFixture().outcome(signedInHeaders({ data }))).toMatchObject({
      emailVerified: expected,
    });
  });

  it("returns null and empty lists for what the tokens do not have", async () => {
    const headers = signedInHeaders({
      data: signDataToken({ payload: dataPayload({ email: undefined }) }),
      accessToken: signAccessToken({
        payload: accessPayload({ scope: undefined, "cognito:groups": undefined }),
      }),
    });

    expect(await new VerifierFixture().outcome(headers)).toMatchObject({
      email: null,
      scopes: [],
      groups: [],
    });
  });

  it("freezes the identity deeply", async () => {
    const payload = dataPayload({ address: { country: "GB", lines: ["1 Main St"] } });
    const headers = toRequestHeaders(signedInHeaders({ data: signDataToken({ payload }) }));

    const identity = await new VerifierFixture().verifier.verify(headers);

    const address = identity.claims.address as { lines: string[] };
    const { claims, scopes, groups } = identity;
    for (const part of [identity, claims, scopes, groups, address, address.lines]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
  });

  it("accepts tokens with and without padding in every segment", async () => {
    const fixture = new VerifierFixture();
    for (const padding of ["", "x", "xx"]) {
      const data = signDataToken({ header: dataHeader({ note: padding }) });

      expect(await fixture.outcome(signedInHeaders({ data }))).toMatchObject({ username: "ada" });
    }
  });

  it.each(table)("throws %s: %s", async (code, _name, row) => {
    expect(await new VerifierFixture().outcome(row.headers)).toBe(code);
  });

  it.each(table)("throws %s with warm caches: %s", async (code, _name, row) => {
    const fixture = new VerifierFixture();
    await fixture.outcome(signedInHeaders());

    expect(await fixture.outcome(row.headers)).toBe(code);
  });

  it("accepts a session of the previous app client behind a rule of the current one", async () => {
    const fixture = new VerifierFixture({ clientIds: [clientId, "previous"] });
    const accessToken = signAccessToken({ payload: accessPayload({ client_id: "previous" }) });

    expect(await fixture.outcome(signedInHeaders({ accessToken }))).toMatchObject({
      username: "ada",
      clientId: "previous",
    });
  });

  it.each(["x-amzn-oidc-data", "x-amzn-oidc-accesstoken", "x-amzn-oidc-identity"] as const)(
    "throws ERR_HEADER_REPEATED for two values of %s",
    async (name) => {
      const headers = toRequestHeaders(signedInHeaders());
      const { verifier } = new VerifierFixture();

      await expect(
        verifier.verify({ ...headers, [name]: [headers[name], headers[name]] }),
      ).rejects.toMatchObject({ code: "ERR_HEADER_REPEATED" });
    },
  );

  it("tells the log what happened and what to do, and the client only the status", async () => {
    const { verifier } = new VerifierFixture();
    const headers = toRequestHeaders(signedInHeaders({ data: signDataToken({ payload: {} }) }));

    await expect(verifier.verify(headers)).rejects.toMatchObject({
      name: "AlbAuthError",
      code: "ERR_DATA_EXPIRY_MISSING",
      message:
        "The data token's header or payload has no numeric `exp`. If the request is forged, nothing.",
      status: 401,
      expose: false,
      headers: { "WWW-Authenticate": 'Bearer error="invalid_token"' },
      kid: dataKid,
      missing: [],
    });
  });
});

describe("AlbVerifier.verify, for what gives itself away", () => {
  const givenAway = rejections.filter((row) => row.isGivenAway);
  const data = givenAway.filter((row) => !row.name.startsWith("access token"));
  const access = givenAway.filter((row) => row.name.startsWith("access token"));

  it.each(data.map((row) => [row.name, row] as const))("fetches nothing: %s", async (_, row) => {
    const fixture = new VerifierFixture();

    await fixture.outcome(row.headers);

    expect(fixture.endpoints.fetched).toEqual([]);
  });

  it.each(access.map((row) => [row.name, row] as const))("fetches no JWKS: %s", async (_, row) => {
    const fixture = new VerifierFixture();

    await fixture.outcome(row.headers);

    expect(fixture.endpoints.jwksFetches).toBe(0);
  });
});

describe("AlbVerifier.verifyOptional", () => {
  it("returns undefined for a request with none of the headers", async () => {
    const { verifier } = new VerifierFixture();

    expect(await verifier.verifyOptional({ accept: "text/html" })).toBeUndefined();
  });

  it.each([
    ["ERR_DATA_MISSING", "x-amzn-oidc-data"],
    ["ERR_ACCESS_MISSING", "x-amzn-oidc-accesstoken"],
    ["ERR_IDENTITY_MISSING", "x-amzn-oidc-identity"],
  ])("throws %s when only %s is missing", async (code, name) => {
    const { verifier } = new VerifierFixture();
    const headers = { ...toRequestHeaders(signedInHeaders()), [name]: undefined };

    await expect(verifier.verifyOptional(headers)).rejects.toMatchObject({ code });
  });

  it("throws for invalid headers", async () => {
    const { verifier } = new VerifierFixture();
    const headers = toRequestHeaders(signedInHeaders({ data: "forged" }));

    await expect(verifier.verifyOptional(headers)).rejects.toMatchObject({
      code: "ERR_DATA_MALFORMED",
    });
  });
});

describe("accessTokenOf", () => {
  it("returns the raw token of an identity, which does not show it", async () => {
    const headers = signedInHeaders();
    const identity = await new VerifierFixture().verifier.verify(toRequestHeaders(headers));

    expect(accessTokenOf(identity)).toBe(headers.accessToken);
    expect(JSON.stringify(identity)).not.toContain(headers.accessToken);
  });

  it("throws for a copy of an identity", async () => {
    const identity = await new VerifierFixture().verifier.verify(
      toRequestHeaders(signedInHeaders()),
    );

    expect(() => accessTokenOf({ ...identity })).toThrow(/not a copy/);
  });
});

describe("onOutcome", () => {
  it("is called once for each verification", async () => {
    const outcomes: VerificationOutcome[] = [];
    const { verifier } = new VerifierFixture({ onOutcome: (outcome) => outcomes.push(outcome) });
    const headers = toRequestHeaders(signedInHeaders());

    await verifier.verify(headers);
    await verifier.verifyOptional({});
    await verifier.verifyOptional(headers);
    await expect(verifier.verify({})).rejects.toThrow(AlbAuthError);

    expect(outcomes).toEqual(["OK", "ANONYMOUS", "OK", "ERR_DATA_MISSING"]);
  });
});

describe("AlbVerifier options", () => {
  const valid = {
    loadBalancerArns: [arnIn("aws", "eu-west-1")],
    clientIds: ["c"],
    issuer: "https://i",
  };

  it.each([
    ["no load balancer", { loadBalancerArns: [] }, /"loadBalancerArns"/],
    ["no client", { clientIds: [] }, /"clientIds"/],
    ["no issuer", { issuer: "" }, /"issuer"/],
    ["half an attempt", { maxAttempts: 0.5 }, /"maxAttempts" is 0.5/],
    [
      "a partition without a documented address",
      { loadBalancerArns: [arnIn("aws-cn", "cn-north-1")] },
      /no public-key address for the partition "aws-cn".* set "publicKeysUrl"/,
    ],
    [
      "the European Sovereign Cloud",
      { loadBalancerArns: [arnIn("aws-eusc", "eusc-de-east-1")] },
      /no public-key address for the partition "aws-eusc".* set "publicKeysUrl"/,
    ],
    [
      "two regions",
      { loadBalancerArns: [arnIn("aws", "eu-west-1"), arnIn("aws", "eu-west-2")] },
      /not in exactly one region/,
    ],
    ["text that is not an ARN", { loadBalancerArns: ["example"] }, /"example" is not/],
  ])("are rejected with %s", (_name, changes, message) => {
    expect(() => new AlbVerifier({ ...valid, ...changes })).toThrow(message);
  });

  it("are reported together", () => {
    expect(() => new AlbVerifier({ ...valid, issuer: "", timeoutMs: 0 })).toThrow(
      /"issuer" is empty.*"timeoutMs" is 0/,
    );
  });

  it.each([
    ["aws", "eu-west-1", "https://public-keys.auth.elb.eu-west-1.amazonaws.com/"],
    [
      "aws-us-gov",
      "us-gov-west-1",
      "https://s3-us-gov-west-1.amazonaws.com/aws-elb-public-keys-prod-us-gov-west-1/",
    ],
    [
      "aws-us-gov",
      "us-gov-east-1",
      "https://s3-us-gov-east-1.amazonaws.com/aws-elb-public-keys-prod-us-gov-east-1/",
    ],
  ])("make keys of partition %s come from its own host", async (partition, region, base) => {
    const signer = arnIn(partition, region);
    const fixture = new VerifierFixture({ loadBalancerArns: [signer] });

    await fixture.outcome(
      signedInHeaders({ data: signDataToken({ header: dataHeader({ signer }) }) }),
    );

    expect(fixture.endpoints.fetched).toContain(`${base}${dataKid}`);
  });
});

function arnIn(partition: string, region: string): string {
  return `arn:${partition}:elasticloadbalancing:${region}:123456789012:loadbalancer/app/a/50dc6c495c0c9188`;
}
