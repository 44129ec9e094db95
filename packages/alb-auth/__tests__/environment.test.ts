import { AlbVerifier, type VerificationOutcome } from "../index.ts";
import { KeyEndpoints } from "./support/key-endpoints.ts";
import {
  clientId,
  dataKid,
  issuer,
  loadBalancerArn,
  nowSeconds,
  signedInHeaders,
  toRequestHeaders,
} from "./support/tokens.ts";

const environment = {
  ALB_ARN: loadBalancerArn,
  COGNITO_ISSUER: issuer,
  COGNITO_CLIENT_ID: clientId,
};

/** Verifies a valid request, and says what was fetched. */
async function verifyWith(env: Record<string, string>) {
  const endpoints = new KeyEndpoints();
  const outcomes: VerificationOutcome[] = [];
  const verifier = AlbVerifier.fromEnvironment(env, {
    fetch: endpoints.fetch,
    now: () => nowSeconds * 1000,
    onOutcome: (outcome) => outcomes.push(outcome),
  });
  const { username } = await verifier.verify(toRequestHeaders(signedInHeaders()));
  return { username, outcomes, fetched: endpoints.fetched };
}

describe("AlbVerifier.fromEnvironment", () => {
  it("reads the variables of the task definition", async () => {
    expect(await verifyWith(environment)).toEqual({
      username: "ada",
      outcomes: ["OK"],
      fetched: expect.arrayContaining([
        `https://public-keys.auth.elb.eu-central-1.amazonaws.com/${dataKid}`,
        `${issuer}/.well-known/jwks.json`,
      ]),
    });
  });

  it("reads lists, and the addresses that the local emulator gives", async () => {
    const { username, fetched } = await verifyWith({
      ALB_ARN: `${loadBalancerArn.replace("50dc", "60dc")}, ${loadBalancerArn}`,
      COGNITO_ISSUER: ` ${issuer} `,
      COGNITO_CLIENT_ID: `other,${clientId},`,
      ALB_PUBLIC_KEYS_URL: "http://127.0.0.1:4000/",
      COGNITO_JWKS_URL: "http://127.0.0.1:4001/pool/.well-known/jwks.json",
    });

    expect(username).toBe("ada");
    expect(fetched).toEqual(
      expect.arrayContaining([
        `http://127.0.0.1:4000/${dataKid}`,
        "http://127.0.0.1:4001/pool/.well-known/jwks.json",
      ]),
    );
  });

  it("lists every missing variable", () => {
    expect(() => AlbVerifier.fromEnvironment({ COGNITO_ISSUER: " " })).toThrow(
      new TypeError(
        "The environment does not say whose users to accept. ALB_ARN is not set. COGNITO_CLIENT_ID is " +
          "not set. COGNITO_ISSUER is not set. The task definition of this project sets these " +
          "variables, and so does its local emulator.",
      ),
    );
  });

  it.each([
    ["ALB_ARN", "example", /ALB_ARN: "example" is not an Application Load Balancer ARN/],
    [
      "ALB_ARN",
      loadBalancerArn.replace("arn:aws:", "arn:aws-cn:"),
      /partition "aws-cn".* set ALB_PUBLIC_KEYS_URL/,
    ],
    ["COGNITO_ISSUER", `${issuer}/`, /COGNITO_ISSUER ".*\/" matches no token/],
    ["COGNITO_JWKS_URL", "jwks.json", /COGNITO_JWKS_URL "jwks.json" is not a URL/],
    ["ROUTE_GROUPS", "[", /ROUTE_GROUPS is not \{"hosts"/],
    ["ROUTE_GROUPS", '{"hosts":[],"routes":[]}', /ROUTE_GROUPS is not \{"hosts"/],
    [
      "ROUTE_GROUPS",
      '{"hosts":["app.example.com"],"routes":[{"paths":["/x"],"cookies":["a"],"groups":["b"]}]}',
      /ROUTE_GROUPS: routes\[0\] .*"cookies".* does not know.* Update alb-auth/,
    ],
    [
      "ROUTE_GROUPS",
      '{"hosts":["app.example.com"],"routes":[{"sourceIps":["203.0.113.0/33"]}]}',
      /ROUTE_GROUPS: routes\[0\] .*another type/,
    ],
    ["ALB_PUBLIC_KEYS_URL", "keys", /ALB_PUBLIC_KEYS_URL "keys" is not a URL/],
  ])("names the variable %s of an invalid value: %s", (name, value, message) => {
    expect(() => AlbVerifier.fromEnvironment({ ...environment, [name]: value })).toThrow(message);
  });

  it("reads the groups of routes, and then needs the request", async () => {
    const verifier = AlbVerifier.fromEnvironment(
      {
        ...environment,
        ROUTE_GROUPS:
          '{"hosts":["app.example.com"],"routes":[{"paths":["/admin"],"groups":["nobody"]}]}',
      },
      { fetch: new KeyEndpoints().fetch, now: () => nowSeconds * 1000 },
    );
    const headers = toRequestHeaders(signedInHeaders());
    const to = (target: string) =>
      verifier.verify(headers, { method: "GET", target, headers: { host: "app.example.com" } });

    expect(verifier.enforcesRouteGroups).toBe(true);
    expect(await to("/tasks")).toMatchObject({ username: "ada" });
    await expect(to("/admin")).rejects.toMatchObject({
      code: "ERR_ROUTE_GROUP_MISSING",
      status: 403,
      missing: ["nobody"],
    });
    await expect(verifier.verify(headers)).rejects.toThrow(/pass \{ method, target, headers \}/);
    await expect(verifier.verifyOptional({})).rejects.toThrow(TypeError);
  });

  it("lets no anonymous request pass a route with groups", async () => {
    const routes = [{ paths: ["/admin"], groups: ["admins"] }];
    const outcomes: VerificationOutcome[] = [];
    const verifier = AlbVerifier.fromEnvironment(
      { ...environment, ROUTE_GROUPS: JSON.stringify({ hosts: ["app.example.com"], routes }) },
      { onOutcome: (outcome) => outcomes.push(outcome) },
    );
    const to = (target: string) =>
      verifier.verifyOptional({}, { method: "GET", target, headers: { host: "app.example.com" } });

    expect(await to("/tasks")).toBeUndefined();
    await expect(to("/admin")).rejects.toMatchObject({ code: "ERR_AUTHENTICATION_REQUIRED" });
    await expect(to("//admin")).rejects.toMatchObject({ code: "ERR_ROUTE_AMBIGUOUS" });
    expect(outcomes).toEqual(["ANONYMOUS", "ERR_AUTHENTICATION_REQUIRED", "ERR_ROUTE_AMBIGUOUS"]);
  });
});
