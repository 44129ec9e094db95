import { EventEmitter } from "node:events";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { AlbAuthError, AlbVerifier, accessTokenOf, SignOut } from "../index.ts";
import {
  type AuthenticatedListener,
  albAuth,
  requireGroups,
  requireScopes,
  signOut,
} from "../node.ts";
import { requestOnce } from "./support/http.ts";
import { rawHeaders, signedInHeaders } from "./support/tokens.ts";
import { VerifierFixture } from "./support/verifier.ts";

const signedIn = signedInHeaders();
const valid = { headers: rawHeaders(signedIn) };
const { verifier } = new VerifierFixture();

function authenticated(listener: AuthenticatedListener): RequestListener {
  return albAuth({ verifier }, listener);
}

/** Codes that the verifier reports, which is where a log gets them from. */
function codesReported() {
  const codes: string[] = [];
  const fixture = new VerifierFixture({ onOutcome: (outcome) => codes.push(outcome) });
  return { codes, verifier: fixture.verifier };
}

describe("albAuth", () => {
  it("puts the identity into request.identity", async () => {
    const listener = authenticated((request, response) => {
      response.end(JSON.stringify(request.identity));
    });

    const { status, text } = await requestOnce(listener, valid);

    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ username: "ada", groups: ["staff"] });
  });

  it("removes the raw tokens from the request", async () => {
    const listener = authenticated((request, response) => {
      const { headers, rawHeaders, headersDistinct, identity } = request;
      const seen = JSON.stringify([headers, rawHeaders, headersDistinct, identity]);
      response.end(JSON.stringify({ seen, accessToken: accessTokenOf(identity) }));
    });

    const { seen, accessToken } = JSON.parse((await requestOnce(listener, valid)).text);

    expect(accessToken).toBe(signedIn.accessToken);
    expect(seen).toContain("ada@example.com");
    expect(seen).not.toContain(signedIn.data);
    expect(seen).not.toContain(signedIn.accessToken);
  });

  it("leaves the body to the listener", async () => {
    const listener = authenticated(async (request, response) => {
      response.end(`${request.method} ${await text(request)}`);
    });

    const response = await requestOnce(listener, { ...valid, method: "POST", body: "a=1" });

    expect(response.text).toBe("POST a=1");
  });

  it.each([0, 2, 4])("rejects a header sent twice, in any letter case (%#)", async (at) => {
    const { codes, verifier } = codesReported();
    const copy = [String(valid.headers[at]).toUpperCase(), String(valid.headers[at + 1])];
    const listener = albAuth({ verifier }, (_request, response) => response.end());

    const { status } = await requestOnce(listener, { headers: [...valid.headers, ...copy] });

    expect({ status, codes }).toEqual({ status: 401, codes: ["ERR_HEADER_REPEATED"] });
  });

  it.each([
    ["without the headers", [], "ERR_DATA_MISSING"],
    ["with a forged token", rawHeaders(signedInHeaders({ data: "x" })), "ERR_DATA_MALFORMED"],
  ])("rejects a request %s, with a fixed body and a challenge", async (_name, headers, code) => {
    const { codes, verifier } = codesReported();
    const called = jest.fn();

    const response = await requestOnce(albAuth({ verifier }, called), { headers });

    expect(response).toMatchObject({ status: 401, text: "Unauthorized" });
    expect(response.headers["www-authenticate"]).toBe('Bearer error="invalid_token"');
    expect(response.headers["content-type"]).toBe("text/plain; charset=utf-8");
    expect(codes).toEqual([code]);
    expect(called).not.toHaveBeenCalled();
  });

  it("lets a request without the headers pass with `optional`, and rejects invalid ones", async () => {
    const listener = albAuth({ verifier, optional: true }, (request, response) => {
      response.end(request.identity?.username ?? "anonymous");
    });
    const headers = rawHeaders(signedInHeaders({ data: "forged" }));

    expect(await requestOnce(listener)).toMatchObject({ status: 200, text: "anonymous" });
    expect(await requestOnce(listener, valid)).toMatchObject({ status: 200, text: "ada" });
    expect(await requestOnce(listener, { headers })).toMatchObject({ status: 401 });
  });

  it("keeps the identity when listeners are nested", async () => {
    const inner = authenticated((request, response) => response.end(request.identity.username));
    const outer = albAuth({ verifier, optional: true }, inner);

    expect(await requestOnce(outer, valid)).toMatchObject({ status: 200, text: "ada" });
    expect(await requestOnce(outer)).toMatchObject({ status: 401 });
  });

  it("creates a verifier from its options, once", () => {
    const options = { loadBalancerArns: [], clientIds: ["c"], issuer: "https://i" };

    expect(() => albAuth(options, () => {})).toThrow(/"loadBalancerArns"/);
  });

  it("responds with the status words of an error, without what the listener had set", async () => {
    const listener = authenticated(async (_request, response) => {
      response.setHeader("set-cookie", "a=1");
      response.statusCode = 201;
      throw new AlbAuthError("ERR_KEYS_UNAVAILABLE");
    });

    const { status, text, headers } = await requestOnce(listener, valid);

    expect({ status, text }).toEqual({ status: 503, text: "Service Unavailable" });
    expect(headers).toMatchObject({ "retry-after": "2" });
    expect(headers).not.toHaveProperty("set-cookie");
  });

  it("cuts off a response that had begun when a guard throws", async () => {
    const listener = authenticated((request, response) => {
      response.write("half");
      requireGroups("admins")(request);
    });

    await expect(requestOnce(listener, valid)).rejects.toThrow(/aborted|hang up/);
  });
});

describe("another error of the listener", () => {
  const boom = new Error("boom");

  it.each<[string, AuthenticatedListener]>([
    [
      "thrown",
      () => {
        throw boom;
      },
    ],
    ["rejected", () => Promise.reject(boom)],
  ])("that is %s gets a 500, and reaches the process", async (_name, failing) => {
    const listener = authenticated(failing);
    const rejections: unknown[] = [];

    const response = await requestOnce(async (request, response) => {
      try {
        await listener(request, response);
      } catch (error) {
        rejections.push(error);
      }
    }, valid);

    expect(response).toMatchObject({ status: 500, text: "Internal Server Error" });
    expect(rejections).toEqual([boom]);
  });

  it("can be left to the server by `captureRejections`", async () => {
    EventEmitter.captureRejections = true;
    try {
      const response = await requestOnce(
        authenticated(() => Promise.reject(boom)),
        valid,
      );

      expect(response).toMatchObject({ status: 500, text: "Internal Server Error" });
    } finally {
      EventEmitter.captureRejections = false;
    }
  });
});

describe("requireScopes and requireGroups", () => {
  it.each([
    ["a scope", requireScopes("tasks/read")],
    ["every scope", requireScopes("openid", "tasks/read")],
    ["a group", requireGroups("staff")],
  ])("let a user with %s pass", async (_name, guard) => {
    const listener = authenticated((request, response) => {
      guard(request);
      response.writeHead(204).end();
    });

    expect(await requestOnce(listener, valid)).toMatchObject({ status: 204 });
  });

  it.each([
    [
      requireScopes("openid", "tasks/write", "tasks/admin"),
      'Bearer error="insufficient_scope", scope="tasks/write tasks/admin"',
    ],
    [requireGroups("admins"), 'Bearer error="insufficient_scope"'],
  ])("reject with 403 in a sync and an async listener (%#)", async (guard, challenge) => {
    for (const listener of [
      authenticated((request) => guard(request)),
      authenticated(async (request) => guard(request)),
    ]) {
      const { status, text, headers } = await requestOnce(listener, valid);

      expect({ status, text }).toEqual({ status: 403, text: "Forbidden" });
      expect(headers["www-authenticate"]).toBe(challenge);
    }
  });

  it("let the listener respond in its own way", async () => {
    const listener = authenticated((request, response) => {
      try {
        requireGroups("admins")(request);
      } catch (error) {
        response.end(error instanceof AlbAuthError && error.code);
      }
    });

    expect(await requestOnce(listener, valid)).toMatchObject({ text: "ERR_GROUP_MISSING" });
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
    logoutUri: "https://app.example.com/signed-out",
  };

  it.each([
    ["options", options],
    ["a SignOut", new SignOut(options)],
  ])("expires the session and redirects to the user pool, with %s", async (_name, given) => {
    const { status, headers, text } = await requestOnce(signOut(given), { method: "POST" });

    expect({ status, text }).toEqual({ status: 303, text: "" });
    expect(headers["set-cookie"]).toHaveLength(5);
    expect(headers.location).toContain(".amazoncognito.com/logout?client_id=");
    expect(headers["cache-control"]).toBe("no-store");
  });

  it("rejects a request from another site with 403", async () => {
    const response = await requestOnce(signOut(options), {
      headers: ["Sec-Fetch-Site", "cross-site"],
    });

    expect(response).toMatchObject({ status: 403, text: "Forbidden" });
    expect(response.headers).not.toHaveProperty("set-cookie");
  });

  it("lists every invalid option", () => {
    expect(() => signOut({ ...options, clientId: "", logoutUri: [] })).toThrow(
      /"clientId".*"logoutUri"/,
    );
  });
});

it("has the types that its use needs", () => {
  const compiles = (): unknown => [
    // @ts-expect-error a request that may be anonymous may have no identity
    albAuth({ verifier, optional: true }, (request) => request.identity.username),
    albAuth({ verifier, optional: false }, (request) => request.identity.username),
    // @ts-expect-error neither options nor a verifier
    albAuth({ optional: true }, () => {}),
    (request: IncomingMessage, response: ServerResponse) =>
      albAuth({ verifier: new AlbVerifier({} as never) }, () => {})(request, response),
  ];
  expect(typeof compiles).toBe("function");
});
