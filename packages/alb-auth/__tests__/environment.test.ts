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
    ["ALB_PUBLIC_KEYS_URL", "keys", /ALB_PUBLIC_KEYS_URL "keys" is not a URL/],
  ])("names the variable %s of an invalid value: %s", (name, value, message) => {
    expect(() => AlbVerifier.fromEnvironment({ ...environment, [name]: value })).toThrow(message);
  });
});
