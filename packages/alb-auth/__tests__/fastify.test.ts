import fastify, { type FastifyError, type FastifyInstance, type FastifyRequest } from "fastify";
import { albAuth, requireGroups, signOut } from "../fastify.ts";
import { AlbAuthError, accessTokenOf } from "../index.ts";
import { type AddRoutes, createApp, requestApp } from "./support/fastify-app.ts";
import { rawHeaders, signedInHeaders, toRequestHeaders } from "./support/tokens.ts";
import { VerifierFixture } from "./support/verifier.ts";

const signedIn = signedInHeaders();
const valid = { headers: rawHeaders(signedIn) };
const forged = { headers: rawHeaders(signedInHeaders({ data: "forged" })) };
const { verifier } = new VerifierFixture();

const showIdentity: AddRoutes = (members) => {
  members.get("/", async ({ identity }) => identity ?? { anonymous: true });
};
const unauthorized = { statusCode: 401, error: "Unauthorized", message: "Unauthorized" };

describe("albAuth", () => {
  it("puts the identity into request.identity", async () => {
    const { status, text } = await requestApp(createApp(showIdentity), valid);

    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ username: "ada", groups: ["staff"] });
  });

  it("verifies requests that are injected", async () => {
    const app = createApp(showIdentity);

    const accepted = await app.inject({ url: "/", headers: toRequestHeaders(signedIn) });
    const rejected = await app.inject({ url: "/" });

    expect(accepted.json()).toMatchObject({ username: "ada" });
    expect(rejected.json()).toEqual(unauthorized);
  });

  it("removes the raw tokens from the request", async () => {
    const see = (request: FastifyRequest) => {
      const { raw, headers, identity } = request;
      const parts = [headers, raw.headers, raw.rawHeaders, raw.headersDistinct, identity];
      return { seen: JSON.stringify(parts), accessToken: accessTokenOf(identity as never) };
    };
    const app = createApp((members) => members.get("/", async (request) => see(request)));

    const { seen, accessToken } = JSON.parse((await requestApp(app, valid)).text);

    expect(accessToken).toBe(signedIn.accessToken);
    expect(seen).toContain("ada@example.com");
    expect(seen).not.toContain(signedIn.data);
    expect(seen).not.toContain(signedIn.accessToken);
  });

  it("leaves the body to the route", async () => {
    const app = createApp((members) => members.post("/", async ({ body }) => body));
    const headers = [...valid.headers, "Content-Type", "application/json"];

    const response = await requestApp(app, { headers, method: "POST", body: '{"a":1}' });

    expect(response).toMatchObject({ status: 200, text: '{"a":1}' });
  });

  it.each([0, 2, 4])("rejects a header sent twice, in any letter case (%#)", async (at) => {
    const copy = [String(valid.headers[at]).toUpperCase(), String(valid.headers[at + 1])];
    const app = createApp(showIdentity);

    expect(await requestApp(app, { headers: [...valid.headers, ...copy] })).toMatchObject({
      status: 401,
      code: "ERR_HEADER_REPEATED",
    });
  });

  it.each([
    ["without the headers", {}, "ERR_DATA_MISSING"],
    ["with a forged token", forged, "ERR_DATA_MALFORMED"],
  ])("rejects a request %s with a challenge, and hides the cause", async (_name, request, code) => {
    const response = await requestApp(createApp(showIdentity), request);

    expect(response).toMatchObject({ status: 401, code });
    expect(response.headers["www-authenticate"]).toBe('Bearer error="invalid_token"');
    expect(JSON.parse(response.text)).toEqual(unauthorized);
    expect(response.headers["content-length"]).toBe(String(response.text.length));
  });

  it("sends the same length for HEAD", async () => {
    const { headers } = await requestApp(createApp(showIdentity), { method: "HEAD" });

    expect(headers["content-length"]).toBe(String(JSON.stringify(unauthorized).length));
  });

  it("with `optional`, lets a request without the headers pass, and rejects invalid ones", async () => {
    const app = () => createApp(showIdentity, { optional: true });

    expect(await requestApp(app())).toMatchObject({ text: '{"anonymous":true}' });
    expect(await requestApp(app(), forged)).toMatchObject({
      status: 401,
      code: "ERR_DATA_MALFORMED",
    });
  });

  it("protects the scope that it is registered in, and those inside", async () => {
    const app = createApp((members, outside) => {
      members.register(async (inside) => {
        inside.get("/inside", async ({ identity }) => identity?.username);
      });
      outside.get("/outside", async ({ identity }) => identity?.username ?? "public");
    });
    const headers = toRequestHeaders(signedIn);

    expect((await app.inject("/outside")).body).toBe("public");
    expect((await app.inject("/inside")).statusCode).toBe(401);
    expect((await app.inject({ url: "/inside", headers })).body).toBe("ada");
  });

  it("protects routes that are added before it, and unknown paths", async () => {
    const app = fastify();
    app.get("/", async () => "secret");
    app.register(albAuth, { verifier });

    expect((await app.inject("/")).statusCode).toBe(401);
    expect((await app.inject("/unknown")).statusCode).toBe(401);
    const headers = toRequestHeaders(signedIn);
    expect((await app.inject({ url: "/unknown", headers })).statusCode).toBe(404);
  });

  it("keeps the identity when it is registered again in an inner scope", async () => {
    const app = createApp(
      (members) =>
        members.register(async (inside) => {
          inside.register(albAuth, { verifier });
          inside.get("/", async ({ identity }) => identity?.username);
        }),
      { optional: true },
    );

    const headers = toRequestHeaders(signedIn);
    expect((await app.inject({ url: "/", headers })).body).toBe("ada");
    expect((await app.inject("/")).statusCode).toBe(401);
  });

  it("works in two scopes beside each other", async () => {
    const app = fastify();
    for (const path of ["/a", "/b"]) {
      app.register(async (scope) => {
        scope.register(albAuth, { verifier });
        scope.get(path, async ({ identity }) => identity?.username);
      });
    }

    const headers = toRequestHeaders(signedIn);
    expect((await app.inject({ url: "/a", headers })).body).toBe("ada");
    expect((await app.inject({ url: "/b", headers })).body).toBe("ada");
  });

  it("does not start with invalid options, or beside another plugin's `identity`", async () => {
    const invalid = fastify();
    invalid.register(albAuth, { loadBalancerArns: [], clientIds: ["c"], issuer: "https://i" });
    await expect(invalid.ready()).rejects.toThrow(/"loadBalancerArns"/);

    const taken = fastify();
    taken.decorateRequest("identity");
    taken.register(albAuth, { verifier });
    await expect(taken.ready()).rejects.toThrow(/'identity' has already been added/);
  });
});

describe("the application's own error handler", () => {
  const hear = async (setHandler: (app: FastifyInstance) => void) => {
    const app = fastify();
    app.register(albAuth, { verifier });
    setHandler(app);
    app.get("/", async () => "secret");
    return app.inject("/");
  };

  it("gets the AlbAuthError, and what it sends is not changed", async () => {
    const response = await hear((app) =>
      app.setErrorHandler<FastifyError>(async (error, _request, reply) => {
        reply.code(error.statusCode ?? 500);
        const { code, message } = error;
        return { code, message, isAlbAuthError: error instanceof AlbAuthError };
      }),
    );

    expect(response.statusCode).toBe(401);
    expect(response.json()).toMatchObject({
      code: "ERR_DATA_MISSING",
      message: expect.stringContaining("x-amzn-oidc-data"),
      isAlbAuthError: true,
    });
  });

  it("can send a page", async () => {
    const { body } = await hear((app) =>
      app.setErrorHandler<FastifyError>((_error, _request, reply) => {
        reply.type("text/html").send("<h1>Sign in</h1>");
      }),
    );

    expect(body).toBe("<h1>Sign in</h1>");
  });

  it("can leave the error to Fastify, which hides the cause", async () => {
    const response = await hear((app) =>
      app.setErrorHandler<FastifyError>((error, _request, reply) => {
        reply.send(error);
      }),
    );

    expect(response.statusCode).toBe(401);
    expect(response.headers["www-authenticate"]).toBe('Bearer error="invalid_token"');
    expect(response.json()).toEqual(unauthorized);
  });
});

it("hides the cause in the fields of a route's response schema, and of no other error", async () => {
  const app = createApp((members) => {
    const message = { type: "object", properties: { message: { type: "string" } } };
    members.get("/", { schema: { response: { 401: message } } }, async () => "secret");
    members.get("/boom", async () => {
      throw new Error("boom");
    });
  });

  expect((await app.inject("/")).json()).toEqual({ message: "Unauthorized" });
  const headers = toRequestHeaders(signedIn);
  expect((await app.inject({ url: "/boom", headers })).json()).toMatchObject({ message: "boom" });
});

it("has types for servers of HTTP/1.1 and HTTP/2", () => {
  const compiles = () => {
    const http2 = fastify({ http2: true });
    http2.register(albAuth, { verifier });
    http2.get("/", { preHandler: requireGroups("admins") }, ({ identity }) => identity?.username);
    http2.post("/logout", signOut({} as never));
    // @ts-expect-error neither options nor a verifier
    fastify().register(albAuth, { optional: true });
    // @ts-expect-error a public route has no identity
    fastify().get("/", (request) => request.identity.username);
  };
  expect(typeof compiles).toBe("function");
});
