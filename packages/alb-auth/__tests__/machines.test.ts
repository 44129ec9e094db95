import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { AlbAuthError, AlbVerifier, type AlbVerifierOptions, accessTokenOf } from "../index.ts";
import { albAuth, requireGroups, requireScopes } from "../node.ts";
import { createTestLoadBalancer, type TestLoadBalancer } from "../testing.ts";

const machineId = "5l4k3h2g1f0e9d8c7bmachine";
const otherMachineId = "1a2b3c4d5e6f7g8h9iother";

let loadBalancer: TestLoadBalancer;

beforeAll(async () => {
  loadBalancer = await createTestLoadBalancer();
});

afterAll(() => loadBalancer.close());

function verifierOf(options: Partial<AlbVerifierOptions> = {}) {
  return new AlbVerifier({
    ...loadBalancer.options,
    machineClientIds: [machineId],
    ...options,
  });
}

const machineToken = (options: { clientId?: string; scopes?: string[] } = {}) =>
  loadBalancer.bearerToken({
    machine: true,
    clientId: machineId,
    scopes: ["tasks/read"],
    ...options,
  });

/** The code of the error; `undefined` without one. */
async function codeOf(promise: Promise<unknown>): Promise<string | undefined> {
  try {
    await promise;
    return undefined;
  } catch (error) {
    if (error instanceof AlbAuthError) return error.code;
    throw error;
  }
}

describe("AlbVerifier with machine clients", () => {
  it("returns the machine that a bearer token belongs to, without a user", async () => {
    const token = machineToken();

    const identity = await verifierOf().verify({ authorization: `Bearer ${token}` });

    expect(identity).toMatchObject({
      type: "machine",
      subject: machineId,
      username: machineId,
      clientId: machineId,
      scopes: ["tasks/read"],
      groups: [],
      email: null,
      emailVerified: false,
      claims: {},
      expiresAt: expect.any(String),
    });
    expect(Object.isFrozen(identity)).toBe(true);
    expect(accessTokenOf(identity)).toBe(token);
    expect(JSON.stringify(identity)).not.toContain(token);
  });

  it("puts no machine in a group, whatever a trigger wrote into its token", async () => {
    const token = loadBalancer.bearerToken({
      machine: true,
      clientId: machineId,
      accessTokenClaims: { "cognito:groups": ["admins"] },
    });

    const { groups } = await verifierOf().verify({ authorization: `Bearer ${token}` });

    expect(groups).toEqual([]);
  });

  it("returns the user of a request with the three headers", async () => {
    const identity = await verifierOf().verify({ ...loadBalancer.signIn({ username: "ada" }) });

    expect(identity).toMatchObject({ type: "user", username: "ada" });
  });

  it("rejects a request that is a user's and a machine's at once", async () => {
    const headers = { ...loadBalancer.signIn(), authorization: `Bearer ${machineToken()}` };
    const error = await verifierOf()
      .verify(headers)
      .catch((caught: unknown) => caught);

    expect(error).toMatchObject({
      code: "ERR_CREDENTIALS_AMBIGUOUS",
      status: 400,
      headers: { "WWW-Authenticate": 'Bearer error="invalid_request"' },
    });
    expect(
      await codeOf(verifierOf().verify({ "x-amzn-oidc-identity": "x", authorization: "Bearer" })),
    ).toBe("ERR_CREDENTIALS_AMBIGUOUS");
  });

  it("leaves other kinds of credentials beside a user's headers to the application", async () => {
    const headers = { ...loadBalancer.signIn(), authorization: "Basic YTpi" };

    expect((await verifierOf().verify(headers)).type).toBe("user");
  });

  it.each<[string, () => string | string[] | undefined, string]>([
    ["no header", () => undefined, "ERR_BEARER_MISSING"],
    ["another scheme", () => "Basic YTpi", "ERR_BEARER_MALFORMED"],
    ["garbage", () => "Bearer garbage", "ERR_ACCESS_MALFORMED"],
    ["two tokens", () => [`Bearer ${machineToken()}`, "Bearer x"], "ERR_BEARER_MALFORMED"],
    [
      "the token of another machine",
      () => `Bearer ${machineToken({ clientId: otherMachineId })}`,
      "ERR_ACCESS_CLIENT",
    ],
    ["a user's token", () => `Bearer ${loadBalancer.bearerToken()}`, "ERR_ACCESS_CLIENT"],
    [
      "a user's token of the machine's client",
      () => `Bearer ${loadBalancer.bearerToken({ clientId: machineId })}`,
      "ERR_BEARER_USER",
    ],
    [
      "a data token",
      () => `Bearer ${loadBalancer.signIn()["x-amzn-oidc-data"]}`,
      "ERR_BEARER_MALFORMED",
    ],
  ])("rejects %s", async (_, authorization, code) => {
    expect(await codeOf(verifierOf().verify({ authorization: authorization() }))).toBe(code);
  });

  it("rejects an expired token without grace, and one whose signature is changed", async () => {
    const token = machineToken();
    const anHourLater = verifierOf({ now: () => Date.now() + 3_601_000 });
    const changed = token.slice(0, -8) + (token.endsWith("AAAAAAAA") ? "BBBBBBBB" : "AAAAAAAA");

    expect(await codeOf(anHourLater.verify({ authorization: `Bearer ${token}` }))).toBe(
      "ERR_ACCESS_EXPIRED",
    );
    expect(await codeOf(verifierOf().verify({ authorization: `Bearer ${changed}` }))).toBe(
      "ERR_ACCESS_SIGNATURE",
    );
  });

  it("never takes a user's token that it has verified before as a machine's", async () => {
    const verifier = verifierOf();
    const headers = loadBalancer.signIn();
    // Twice, since a token is cached when it comes a second time.
    await verifier.verify({ ...headers });
    await verifier.verify({ ...headers });

    const authorization = `Bearer ${headers["x-amzn-oidc-accesstoken"]}`;
    expect(await codeOf(verifier.verify({ authorization }))).toBe("ERR_ACCESS_CLIENT");
  });

  it("never takes a machine's token as the access token of a user", async () => {
    const verifier = verifierOf();
    const token = machineToken();
    for (let count = 0; count < 2; count++) {
      await verifier.verify({ authorization: `Bearer ${token}` });
    }

    const headers = { ...loadBalancer.signIn(), "x-amzn-oidc-accesstoken": token };
    expect(await codeOf(verifier.verify(headers))).toBe("ERR_ACCESS_CLIENT");
  });

  it("is anonymous with verifyOptional only without any credentials of its own", async () => {
    const verifier = verifierOf();
    const optional = (authorization?: string) => verifier.verifyOptional({ authorization });

    expect(await optional()).toBeUndefined();
    expect(await optional("Basic YTpi")).toBeUndefined();
    expect(await optional(`Bearer ${machineToken()}`)).toMatchObject({ type: "machine" });
    expect(await codeOf(optional("Bearer garbage"))).toBe("ERR_ACCESS_MALFORMED");
  });

  it("ignores the Authorization header without machine clients", async () => {
    const verifier = new AlbVerifier(loadBalancer.options);
    const authorization = `Bearer ${machineToken()}`;

    expect(await codeOf(verifier.verify({ authorization }))).toBe("ERR_DATA_MISSING");
    expect(await verifier.verifyOptional({ authorization })).toBeUndefined();
    expect(await verifier.verify({ ...loadBalancer.signIn(), authorization })).toMatchObject({
      type: "user",
    });
  });

  it("reads the machine clients from the environment", async () => {
    const verifier = AlbVerifier.fromEnvironment({
      ...loadBalancer.environment,
      COGNITO_MACHINE_CLIENT_IDS: `${otherMachineId}, ${machineId}`,
    });

    expect(await verifier.verify({ authorization: `Bearer ${machineToken()}` })).toMatchObject({
      type: "machine",
    });
  });

  it("rejects a client that is the load balancer's too", () => {
    expect(() => verifierOf({ machineClientIds: loadBalancer.options.clientIds })).toThrow(
      /"machineClientIds" has ".+", which is in "clientIds" too/,
    );
    expect(() => verifierOf({ machineClientIds: [] })).toThrow(/"machineClientIds" must have/);
  });
});

describe("a server with machine clients", () => {
  let server: Server;
  let url: string;

  beforeAll(async () => {
    const canRead = requireScopes("tasks/read");
    const isAdmin = requireGroups("admins");
    server = createServer(
      albAuth({ verifier: verifierOf() }, (request, response) => {
        if (request.url === "/admin") isAdmin(request);
        else canRead(request);
        response.end(`${request.identity.type} ${request.headers.authorization?.split(" ")[0]}`);
      }),
    );
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const get = (path: string, authorization?: string) =>
    fetch(url + path, {
      headers: { connection: "close", ...(authorization && { authorization }) },
    });

  it("responds to a machine, and leaves its header in the request", async () => {
    const response = await get("/tasks", `Bearer ${machineToken()}`);

    expect([response.status, await response.text()]).toEqual([200, "machine Bearer"]);
  });

  it.each<[string, () => string | undefined, number, string]>([
    ["/tasks", () => undefined, 401, "Bearer"],
    ["/tasks", () => "Bearer garbage", 401, 'Bearer error="invalid_token"'],
    [
      "/tasks",
      () => `Bearer ${machineToken({ scopes: ["tasks/write"] })}`,
      403,
      'Bearer error="insufficient_scope", scope="tasks/read"',
    ],
    ["/admin", () => `Bearer ${machineToken()}`, 403, 'Bearer error="insufficient_scope"'],
  ])("rejects %s as RFC 6750 says", async (path, authorization, status, header) => {
    const response = await get(path, authorization());

    expect([response.status, response.headers.get("www-authenticate")]).toEqual([status, header]);
  });
});
