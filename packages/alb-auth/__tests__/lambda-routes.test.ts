import { SignOut } from "../index.ts";
import { albAuth, type LambdaContext, requireGroups, requireScopes, signOut } from "../lambda.ts";
import { eventWith, headersIn, modes } from "./support/lambda-event.ts";
import { rawHeaders, signedInHeaders } from "./support/tokens.ts";
import { VerifierFixture } from "./support/verifier.ts";

const valid = rawHeaders(signedInHeaders());
const { verifier } = new VerifierFixture();
const context = {} as LambdaContext;

function guarded(guard: ReturnType<typeof requireScopes>) {
  return albAuth({ verifier }, (event) => {
    guard(event);
    return { statusCode: 204 };
  });
}

describe("requireScopes and requireGroups", () => {
  it.each([
    ["a scope", requireScopes("tasks/read")],
    ["every scope", requireScopes("openid", "tasks/read")],
    ["a group", requireGroups("staff")],
  ])("let a user with %s pass", async (_name, guard) => {
    const result = await guarded(guard)(eventWith("multi-value", valid), context);

    expect(result).toEqual({ statusCode: 204 });
  });

  it.each([
    [
      requireScopes("openid", "tasks/write", "tasks/admin"),
      'Bearer error="insufficient_scope", scope="tasks/write tasks/admin"',
    ],
    [requireGroups("admins"), 'Bearer error="insufficient_scope"'],
  ])("reject with 403 (%#)", async (guard, challenge) => {
    for (const mode of modes) {
      const result = await guarded(guard)(eventWith(mode, valid), context);

      expect(result).toMatchObject({ statusCode: 403, body: "Forbidden" });
      expect(headersIn(mode, result)).toMatchObject({ "WWW-Authenticate": challenge });
    }
  });

  it.each([
    ["nobody", undefined],
    ["an object that looks like an identity", { scopes: ["a"], groups: ["a"] }],
  ])("reject %s with 401", (_name, identity) => {
    for (const guard of [requireScopes("a"), requireGroups("a")]) {
      expect(() => guard({ identity } as never)).toThrow(
        expect.objectContaining({ status: 401, code: "ERR_AUTHENTICATION_REQUIRED" }),
      );
    }
  });

  it.each([
    ["no scope", () => requireScopes()],
    ["two scopes in one string", () => requireScopes("tasks/read tasks/write")],
    ["no group", () => requireGroups()],
  ])("cannot be created with %s", (_name, create) => {
    expect(create).toThrow(TypeError);
  });
});

describe("signOut", () => {
  const options = {
    userPoolDomainUrl: "https://example.auth.eu-central-1.amazoncognito.com",
    clientId: "4k3h2g1f0e9d8c7b6a5example",
    logoutUri: ["https://app.example.com/signed-out", "https://www.example.com/signed-out"],
  };

  it.each([
    ["options", options],
    ["a SignOut", new SignOut(options)],
  ])("expires the session and redirects to the user pool, with %s", async (_name, given) => {
    const event = eventWith("multi-value", ["host", "www.example.com"], { httpMethod: "POST" });

    const { multiValueHeaders, ...result } = await signOut(given)(event);

    expect(result).toEqual({
      statusCode: 303,
      statusDescription: "303 See Other",
      body: "",
      isBase64Encoded: false,
    });
    expect(multiValueHeaders?.["set-cookie"]).toHaveLength(5);
    expect(multiValueHeaders?.["cache-control"]).toEqual(["no-store"]);
    expect(multiValueHeaders?.location).toEqual([
      expect.stringMatching(/\.amazoncognito\.com\/logout\?client_id=.+www\.example\.com/),
    ]);
  });

  it("fails without multi-value headers, and says how to turn them on", async () => {
    await expect(signOut(options)(eventWith("single-value", []))).rejects.toThrow(
      /targetgroup\/members\/.+can set one cookie.+expires 5.+lambda_multi_value_headers_enabled/s,
    );
  });

  it.each(modes)("rejects a request from another site with 403, with %s headers", async (mode) => {
    const result = await signOut(options)(eventWith(mode, ["sec-fetch-site", "cross-site"]));

    expect(result).toMatchObject({ statusCode: 403, body: "Forbidden" });
    expect(headersIn(mode, result)).not.toHaveProperty("set-cookie");
  });

  it("lists every invalid option", () => {
    expect(() => signOut({ ...options, clientId: "", logoutUri: [] })).toThrow(
      /"clientId".*"logoutUri"/,
    );
  });
});
