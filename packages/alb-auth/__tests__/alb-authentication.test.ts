import Koa from "koa";
import { rawHeaders, request, withApp } from "../../../container/__tests__/support/app.ts";
import { type AlbAuthenticationOptions, albAuthentication } from "../src/alb-authentication.ts";
import { accessTokenOf, type Identity } from "../src/identity.ts";
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
} from "./support/tokens.ts";
import { VerifierFixture } from "./support/verifier.ts";

type Handler = (identity: Identity | undefined, ctx: Koa.Context) => unknown;

/** Mounts the middleware alone in a bare Koa app, as somebody who copies it would. */
async function answer(
  headers: readonly string[],
  options: { optional?: boolean; fixture?: VerifierFixture } = {},
  handler: Handler = (identity) => identity ?? { anonymous: true },
) {
  const { verifier } = options.fixture ?? new VerifierFixture();
  const app = new Koa();
  const codes: string[] = [];
  app.on("error", (error) => codes.push(error.code));
  const mounted: AlbAuthenticationOptions = { verifier, optional: options.optional ?? false };
  app.use(albAuthentication(mounted));
  app.use((ctx) => {
    ctx.body = handler(ctx.state.identity, ctx);
  });
  const response = await withApp(app, (port) => request(port, "/", { headers }));
  return { ...response, code: codes[0] };
}

const valid = rawHeaders(signedInHeaders());

describe("albAuthentication", () => {
  it("puts the verified identity into ctx.state", async () => {
    const { status, text } = await answer(valid);

    expect(status).toBe(200);
    expect(JSON.parse(text)).toEqual({
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

    const { text } = await answer(rawHeaders(signedInHeaders({ data })));

    expect(JSON.parse(text).emailVerified).toBe(expected);
  });

  it("says null for an e-mail address that the scopes did not ask for, and empty lists", async () => {
    const headers = signedInHeaders({
      data: signDataToken({ payload: dataPayload({ email: undefined }) }),
      accessToken: signAccessToken({
        payload: accessPayload({ scope: undefined, "cognito:groups": undefined }),
      }),
    });

    const { text } = await answer(rawHeaders(headers));

    expect(JSON.parse(text)).toMatchObject({ email: null, scopes: [], groups: [] });
  });

  it("freezes the identity deeply", async () => {
    const payload = dataPayload({ address: { country: "GB", lines: ["1 Main St"] } });
    const headers = rawHeaders(signedInHeaders({ data: signDataToken({ payload }) }));
    const frozen: boolean[] = [];

    await answer(headers, {}, (identity) => {
      const address = identity?.claims.address as { lines: string[] };
      const parts = [identity, identity?.claims, identity?.scopes, identity?.groups, address];
      frozen.push(...[...parts, address.lines].map((part) => Object.isFrozen(part)));
      return "";
    });

    expect(frozen).toEqual([true, true, true, true, true, true]);
  });

  it("leaves no raw token in the request, and gives the access token only when asked", async () => {
    const headers = signedInHeaders();
    const seen: string[] = [];
    let token = "";

    await answer(rawHeaders(headers), {}, (identity, ctx) => {
      seen.push(
        JSON.stringify([ctx.req.headers, ctx.req.rawHeaders, ctx.req.headersDistinct, identity]),
      );
      token = identity ? accessTokenOf(identity) : "";
      return "";
    });

    expect(seen[0]).not.toContain(headers.data);
    expect(seen[0]).not.toContain(headers.accessToken);
    expect(token).toBe(headers.accessToken);
  });

  it("refuses to give a token for a copy of an identity", async () => {
    const { text } = await answer(valid, {}, (identity) => {
      expect(() => accessTokenOf({ ...(identity as Identity) })).toThrow(/itself, not a copy/);
      return "checked";
    });

    expect(text).toBe("checked");
  });

  it.each([
    ["ERR_DATA_MISSING", "x-amzn-oidc-data"],
    ["ERR_ACCESS_MISSING", "x-amzn-oidc-accesstoken"],
    ["ERR_IDENTITY_MISSING", "x-amzn-oidc-identity"],
  ])("refuses with %s when %s alone is absent, optional or not", async (code, name) => {
    const at = valid.indexOf(name);
    const headers = valid.filter((_, index) => index !== at && index !== at + 1);

    for (const optional of [false, true]) {
      expect(await answer(headers, { optional })).toMatchObject({ status: 401, code });
    }
  });

  it.each([0, 2, 4])("refuses a header sent twice, whatever the letters' case (%#)", async (at) => {
    const again = [String(valid[at]).toUpperCase(), String(valid[at + 1])];

    const response = await answer([...valid, ...again]);

    expect(response).toMatchObject({ status: 401, code: "ERR_HEADER_REPEATED" });
  });

  it("refuses a request without headers, with a fixed body and a challenge", async () => {
    const response = await answer([]);

    expect(response).toMatchObject({ status: 401, code: "ERR_DATA_MISSING", text: "Unauthorized" });
    expect(response.headers["www-authenticate"]).toBe('Bearer error="invalid_token"');
  });

  it("lets a request without headers pass as anonymous where it is optional", async () => {
    const { text } = await answer([], { optional: true });

    expect(JSON.parse(text)).toEqual({ anonymous: true });
  });

  it("refuses a bad header where authentication is optional", async () => {
    const headers = rawHeaders(signedInHeaders({ data: "forged" }));

    const response = await answer(headers, { optional: true });

    expect(response).toMatchObject({ status: 401, code: "ERR_DATA_MALFORMED" });
  });

  it("verifies once when it is mounted twice", async () => {
    const fixture = new VerifierFixture();
    const app = new Koa();
    app.use(albAuthentication({ verifier: fixture.verifier, optional: true }));
    app.use(albAuthentication({ verifier: fixture.verifier }));
    app.use((ctx) => {
      ctx.body = ctx.state.identity;
    });
    const { status } = await withApp(app, (port) => request(port, "/", { headers: valid }));

    expect(status).toBe(200);
  });

  it.each([
    ["no load balancer", { loadBalancerArns: [] }, /"loadBalancerArns"/],
    ["no client", { clientIds: [] }, /"clientIds"/],
    ["no issuer", { issuer: "" }, /"issuer"/],
    ["a half attempt", { maxAttempts: 0.5 }, /"maxAttempts" is 0.5/],
    [
      "an undocumented partition",
      { loadBalancerArns: [partitionArn("aws-cn", "cn-north-1")] },
      /partition "aws-cn"/,
    ],
    [
      "two regions",
      { loadBalancerArns: [partitionArn("aws", "eu-west-1"), partitionArn("aws", "eu-west-2")] },
      /not of exactly one region/,
    ],
    ["text that is no ARN", { loadBalancerArns: ["example"] }, /"example" is not/],
  ])("refuses options with %s when it is made", (_name, changes, message) => {
    const options = { loadBalancerArns: [partitionArn("aws", "eu-west-1")], clientIds: ["c"] };

    expect(() => albAuthentication({ ...options, issuer: "https://i", ...changes })).toThrow(
      message,
    );
  });

  it.each([
    ["aws", "eu-west-1", "https://public-keys.auth.elb.eu-west-1.amazonaws.com/"],
    [
      "aws-us-gov",
      "us-gov-west-1",
      "https://s3-us-gov-west-1.amazonaws.com/aws-elb-public-keys-prod-us-gov-west-1/",
    ],
  ])("fetches the keys of partition %s from its own host", async (partition, region, base) => {
    const signer = partitionArn(partition, region);
    const fixture = new VerifierFixture({ loadBalancerArns: [signer] });

    await fixture.outcome(
      signedInHeaders({ data: signDataToken({ header: dataHeader({ signer }) }) }),
    );

    expect(fixture.endpoints.fetched[0]).toBe(`${base}${dataKid}`);
  });
});

function partitionArn(partition: string, region: string): string {
  return `arn:${partition}:elasticloadbalancing:${region}:123456789012:loadbalancer/app/a/50dc6c495c0c9188`;
}
