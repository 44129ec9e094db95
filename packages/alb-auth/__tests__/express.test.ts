import express from "express";
import { albAuth, requireGroups, requireScopes, signOut } from "../express.ts";
import { accessTokenOf, SignOut } from "../index.ts";
import { exchange } from "./support/exchange.ts";
import { send } from "./support/express-app.ts";
import { rawHeaders, signedInHeaders } from "./support/tokens.ts";
import { VerifierFixture } from "./support/verifier.ts";

const valid = rawHeaders(signedInHeaders());
const forged = rawHeaders(signedInHeaders({ data: "forged" }));

describe("albAuth", () => {
  it("puts the identity into request.identity", async () => {
    const { status, text } = await send(valid);

    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ username: "ada", groups: ["staff"] });
  });

  it("removes the raw tokens from the request", async () => {
    const headers = signedInHeaders();

    const { text } = await send(rawHeaders(headers), {
      handlers: [
        (request, response) => {
          const { identity } = request;
          const { headers, rawHeaders, headersDistinct } = request;
          const seen = JSON.stringify([headers, rawHeaders, headersDistinct, identity]);
          response.json({ seen, accessToken: identity && accessTokenOf(identity) });
        },
      ],
    });

    const { seen, accessToken } = JSON.parse(text);
    expect(accessToken).toBe(headers.accessToken);
    expect(seen).toContain("ada@example.com");
    expect(seen).not.toContain(headers.data);
    expect(seen).not.toContain(headers.accessToken);
  });

  it.each([0, 2, 4])("rejects a header sent twice, in any letter case (%#)", async (at) => {
    const copy = [String(valid[at]).toUpperCase(), String(valid[at + 1])];

    expect(await send([...valid, ...copy])).toMatchObject({
      status: 401,
      error: { code: "ERR_HEADER_REPEATED" },
    });
  });

  it("lets a request without the headers pass with `optional`", async () => {
    const { text } = await send([], { options: { optional: true } });

    expect(JSON.parse(text)).toEqual({ anonymous: true });
  });

  it("rejects invalid headers with `optional`", async () => {
    expect(await send(forged, { options: { optional: true } })).toMatchObject({
      status: 401,
      error: { code: "ERR_DATA_MALFORMED" },
    });
  });

  it("keeps the identity when it is mounted twice", async () => {
    const again = albAuth({ verifier: new VerifierFixture().verifier });

    const { status, text } = await send(valid, {
      options: { optional: true },
      handlers: [again, (request, response) => void response.json(request.identity)],
    });

    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ username: "ada" });
  });

  it("creates a verifier from its options", () => {
    expect(() => albAuth({ loadBalancerArns: [], clientIds: ["c"], issuer: "https://i" })).toThrow(
      /"loadBalancerArns"/,
    );
  });

  it("does not catch what a route throws", async () => {
    const bug = new Error("bug");

    const { status, error } = await send(valid, {
      handlers: [
        () => {
          throw bug;
        },
      ],
    });

    expect(status).toBe(500);
    expect(error).toBe(bug);
  });
});

describe("requireScopes and requireGroups", () => {
  it.each([
    ["a scope", requireScopes("tasks/read")],
    ["every scope", requireScopes("openid", "tasks/read")],
    ["a group", requireGroups("staff")],
  ])("let a user with %s pass", async (_name, guard) => {
    const { status } = await send(valid, {
      handlers: [guard, (_request, response) => void response.sendStatus(204)],
    });

    expect(status).toBe(204);
  });

  it.each([
    [
      "ERR_SCOPE_MISSING",
      requireScopes("openid", "tasks/write", "tasks/admin"),
      'Bearer error="insufficient_scope", scope="tasks/write tasks/admin"',
    ],
    ["ERR_GROUP_MISSING", requireGroups("admins"), 'Bearer error="insufficient_scope"'],
  ])("reject with 403 and %s", async (code, guard, challenge) => {
    const { status, headers, text, error } = await send(valid, { handlers: [guard] });

    expect(status).toBe(403);
    expect(headers["www-authenticate"]).toBe(challenge);
    expect(text).not.toMatch(/ERR_|AlbAuthError|user/);
    expect(error).toMatchObject({ code });
  });

  it.each([
    ["nobody", undefined],
    ["an object that looks like an identity", { scopes: ["a"], groups: ["a"] }],
  ])("reject %s with 401", async (_name, identity) => {
    for (const guard of [requireScopes("a"), requireGroups("a")]) {
      const { status, error } = await send([], {
        options: { optional: true },
        handlers: [
          (request, _response, next) => {
            request.identity = identity as never;
            next();
          },
          guard,
        ],
      });

      expect(status).toBe(401);
      expect(error).toMatchObject({ code: "ERR_AUTHENTICATION_REQUIRED" });
    }
  });

  it("keep the types of a route's parameters", async () => {
    const app = express();
    app.use(albAuth({ verifier: new VerifierFixture().verifier }));
    app.get("/tasks/:id", requireScopes("tasks/read"), (request, response) => {
      response.send(request.params.id.toUpperCase());
    });

    const { text } = await exchange(app, { path: "/tasks/a1", headers: valid });

    expect(text).toBe("A1");
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
    const app = express();
    app.post("/logout", signOut(given));

    const { status, headers, text } = await exchange(app, { method: "POST", path: "/logout" });

    expect({ status, text }).toEqual({ status: 303, text: "" });
    expect(headers["set-cookie"]).toHaveLength(5);
    expect(headers.location).toContain(".amazoncognito.com/logout?client_id=");
    expect(headers["cache-control"]).toBe("no-store");
  });

  it("rejects a request from another site with 403", async () => {
    const crossSite = [...valid, "Sec-Fetch-Site", "cross-site"];

    const { status, headers, text, error } = await send(crossSite, {
      handlers: [signOut(options)],
    });

    expect({ status, text: text.includes("Forbidden") }).toEqual({ status: 403, text: true });
    expect(text).not.toContain("site");
    expect(headers).not.toHaveProperty("set-cookie");
    expect(error).toMatchObject({ code: "ERR_SIGN_OUT_CROSS_SITE" });
  });

  it("cannot be created with invalid options", () => {
    expect(() => signOut({ ...options, clientId: "" })).toThrow(TypeError);
  });
});
