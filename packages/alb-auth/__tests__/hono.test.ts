import { getRequestListener, type HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { type AlbAuthVariables, albAuth, requireGroups, requireScopes, signOut } from "../hono.ts";
import { AlbAuthError, accessTokenOf, SignOut } from "../index.ts";
import { exchange } from "./support/exchange.ts";
import { send } from "./support/hono-app.ts";
import { rawHeaders, signedInHeaders } from "./support/tokens.ts";
import { VerifierFixture } from "./support/verifier.ts";

const valid = rawHeaders(signedInHeaders());
const forged = rawHeaders(signedInHeaders({ data: "forged" }));

describe("albAuth", () => {
  it("puts the identity into the variable `identity`", async () => {
    const { status, text } = await send(valid);

    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ username: "ada", groups: ["staff"] });
  });

  it.each([
    ["nothing", () => undefined],
    ["a header", (request: Request) => request.headers.get("user-agent")],
    ["every header", (request: Request) => [...request.headers]],
  ])("removes the raw tokens from a request of which %s was read", async (_name, read) => {
    const headers = signedInHeaders();

    const { text } = await send(rawHeaders(headers), {
      first: async (c, next) => {
        read(c.req.raw);
        await next();
      },
      handlers: [
        async (c) => {
          const { identity } = c.var;
          const { incoming } = c.env;
          const names = Object.keys(c.req.header());
          const seen = JSON.stringify([
            [...c.req.raw.headers, ...c.req.raw.clone().headers],
            [incoming.headers, incoming.rawHeaders, incoming.headersDistinct],
            [c.req.header(), c.var],
          ]);
          return c.json({ names, seen, accessToken: identity && accessTokenOf(identity) });
        },
      ],
    });

    const { names, seen, accessToken } = JSON.parse(text);
    expect(accessToken).toBe(headers.accessToken);
    expect(names).toEqual(["connection", "host"]);
    expect(seen).toContain("ada@example.com");
    expect(seen).not.toContain(headers.data);
    expect(seen).not.toContain(headers.accessToken);
  });

  it.each([0, 2, 4])("rejects a header sent twice, in any letter case (%#)", async (at) => {
    const copy = [String(valid[at]).toUpperCase(), String(valid[at + 1])];

    expect(await send([...valid, ...copy])).toMatchObject({
      status: 401,
      error: { cause: { code: "ERR_HEADER_REPEATED" } },
    });
  });

  it("lets a request without the headers pass with `optional`", async () => {
    const { text } = await send([], { options: { optional: true } });

    expect(JSON.parse(text)).toEqual({ anonymous: true });
  });

  it("rejects invalid headers with `optional`", async () => {
    expect(await send(forged, { options: { optional: true } })).toMatchObject({
      status: 401,
      error: { cause: { code: "ERR_DATA_MALFORMED" } },
    });
  });

  it("keeps the identity when it is mounted twice", async () => {
    const again = albAuth({ verifier: new VerifierFixture().verifier });

    const { status, text } = await send(valid, {
      options: { optional: true },
      handlers: [again, async (c) => c.json(c.get("identity") ?? null)],
    });

    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ username: "ada" });
  });

  it("creates a verifier from its options", () => {
    expect(() => albAuth({ loadBalancerArns: [], clientIds: ["c"], issuer: "https://i" })).toThrow(
      /"loadBalancerArns"/,
    );
  });

  it("does not change an error of a route", async () => {
    const bug = new TypeError("bug");

    const { status, text, error } = await send(valid, {
      handlers: [() => Promise.reject(bug)],
      errorHandler: (_error, c) => c.text("own", 500),
    });

    expect({ status, text }).toEqual({ status: 500, text: "own" });
    expect(error).toBe(bug);
  });
});

describe("a rejected request", () => {
  it("gets a challenge, does not learn which check failed, and is not logged", async () => {
    const log = jest.spyOn(console, "error").mockImplementation(() => {});

    const { status, headers, text, error } = await send([]);

    expect({ status, text }).toEqual({ status: 401, text: "Unauthorized" });
    expect(headers["www-authenticate"]).toBe('Bearer error="invalid_token"');
    expect(error).toBeInstanceOf(HTTPException);
    expect(error?.cause).toMatchObject({ code: "ERR_DATA_MISSING" });
    expect(log).not.toHaveBeenCalled();
    log.mockRestore();
  });

  it("does not learn which check failed from an error handler that sends the message", async () => {
    const { text } = await send(forged, { errorHandler: (error, c) => c.text(error.message) });

    expect(text).toBe("Unauthorized");
  });

  it("reaches the app's own error handler with the AlbAuthError as its cause", async () => {
    const { endpoints, verifier } = new VerifierFixture();
    endpoints.jwksFailure = "network error";

    const { status, headers, text } = await send(valid, {
      options: { verifier },
      errorHandler: ({ cause }, c) => {
        if (!(cause instanceof AlbAuthError)) return c.text("bug", 500);
        return c.json({ retry: cause.status === 503 }, 503, { ...cause.headers });
      },
    });

    expect({ status, text }).toEqual({ status: 503, text: '{"retry":true}' });
    expect(headers["retry-after"]).toBe("2");
  });
});

describe("requireScopes and requireGroups", () => {
  it.each([
    ["a scope", requireScopes("tasks/read")],
    ["every scope", requireScopes("openid", "tasks/read")],
    ["a group", requireGroups("staff")],
  ])("let a user with %s pass", async (_name, guard) => {
    const { status } = await send(valid, { handlers: [guard, async (c) => c.body(null, 204)] });

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

    expect({ status, text }).toEqual({ status: 403, text: "Forbidden" });
    expect(headers["www-authenticate"]).toBe(challenge);
    expect(error?.cause).toMatchObject({ code });
  });

  it.each([
    ["nobody", undefined],
    ["an object that looks like an identity", { scopes: ["a"], groups: ["a"] }],
  ])("reject %s with 401", async (_name, identity) => {
    for (const guard of [requireScopes("a"), requireGroups("a")]) {
      const { status, error } = await send([], {
        options: { optional: true },
        handlers: [
          async (c, next) => {
            c.set("identity", identity as never);
            await next();
          },
          guard,
        ],
      });

      expect(status).toBe(401);
      expect(error?.cause).toMatchObject({ code: "ERR_AUTHENTICATION_REQUIRED" });
    }
  });

  it("know the types of the identity and of a route's parameters", async () => {
    const { verifier } = new VerifierFixture();
    const declared = new Hono<{
      Bindings: HttpBindings;
      Variables: AlbAuthVariables & { other: string };
    }>();
    declared.use(albAuth({ verifier }));
    declared.get("/tasks/:id", requireScopes("tasks/read"), (c) =>
      c.text(`${c.get("identity").username} ${c.req.param("id").toUpperCase()}`),
    );
    const inferred = new Hono()
      .use(albAuth({ verifier, optional: true }))
      .get("/tasks/:id", requireGroups("staff"), (c) =>
        c.text(`${c.get("identity").username} ${c.req.param("id").toUpperCase()}`),
      );
    // @ts-expect-error an anonymous request has no identity
    inferred.get("/", (c) => c.text(c.get("identity").username));

    for (const app of [declared, inferred]) {
      const listener = getRequestListener(app.fetch);
      const { text } = await exchange(listener, { path: "/tasks/a1", headers: valid });
      expect(text).toBe("ada A1");
    }
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
    const app = new Hono().post("/logout", signOut(given));

    const { status, headers, text } = await exchange(getRequestListener(app.fetch), {
      method: "POST",
      path: "/logout",
    });

    expect({ status, text }).toEqual({ status: 303, text: "" });
    expect(headers["set-cookie"]).toHaveLength(5);
    expect(headers.location).toMatch(/\.amazoncognito\.com\/logout\?client_id=.+app\.example\.com/);
    expect(headers["cache-control"]).toBe("no-store");
  });

  it("rejects a request from another site with 403", async () => {
    const { status, headers, text, error } = await send(
      [...valid, "Sec-Fetch-Site", "cross-site"],
      {
        handlers: [async (c) => signOut(options)(c)],
      },
    );

    expect({ status, text }).toEqual({ status: 403, text: "Forbidden" });
    expect(headers).not.toHaveProperty("set-cookie");
    expect(error?.cause).toMatchObject({ code: "ERR_SIGN_OUT_CROSS_SITE" });
  });

  it("cannot be created with invalid options", () => {
    expect(() => signOut({ ...options, clientId: "" })).toThrow(TypeError);
  });
});
