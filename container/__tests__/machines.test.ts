import { accessPayload, signAccessToken } from "../../packages/alb-auth/__tests__/support/tokens";
import { AppFixture, acceptJson, acceptPage, signedIn } from "./support/app";

const machineId = "5l4k3h2g1f0e9d8c7bmachine";
const app = new AppFixture({
  COGNITO_MACHINE_CLIENT_IDS: machineId,
  PROTECTED_RESOURCES: '[{"path":"/tasks","scopes":["tasks/read"]}]',
});
const plain = new AppFixture();
/** A token route in front of one for a group, on the same paths; and a path for the group alone. */
const grouped = new AppFixture({
  COGNITO_MACHINE_CLIENT_IDS: machineId,
  ROUTE_GROUPS: JSON.stringify({
    hosts: ["app.example.com"],
    routes: [
      { paths: ["/api/*"], headers: [{ name: "Authorization", values: ["Bearer *"] }] },
      { paths: ["/api/*"], groups: ["editors"] },
      { paths: ["/tasks"], groups: ["editors"] },
      {},
    ],
  }),
});

const all = [app, plain, grouped];

beforeAll(() => Promise.all(all.map((each) => each.listen())));
afterAll(() => Promise.all(all.map((each) => each.close())));

const bearer = (changes: Record<string, unknown> = {}) => [
  "Authorization",
  `Bearer ${signAccessToken({
    payload: {
      ...accessPayload({ scope: "tasks/read" }),
      sub: machineId,
      client_id: machineId,
      username: undefined,
      "cognito:groups": undefined,
      ...changes,
    },
  })}`,
];

describe("a machine", () => {
  it("is told who it is by /api/me", async () => {
    const { status, text } = await app.request("/api/me", { headers: bearer() });

    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({
      type: "machine",
      clientId: machineId,
      subject: machineId,
      scopes: ["tasks/read"],
      groups: [],
      email: null,
      claims: {},
    });
  });

  it("reads and writes with the scopes of its token, beside users", async () => {
    const user = await app.request("/api/me", { headers: signedIn() });
    const read = await app.request("/tasks", { headers: bearer() });
    const body = JSON.stringify({ title: "Import" });
    const json = ["Content-Type", "application/json", ...acceptJson];
    const write = (scope: string) =>
      app.request("/tasks", { method: "POST", headers: [...bearer({ scope }), ...json], body });

    expect(JSON.parse(user.text)).toMatchObject({ type: "user", username: "ada" });
    expect([read.status, JSON.parse(read.text).tasks.length]).toEqual([200, 3]);
    expect((await write("tasks/read tasks/write")).status).toBe(201);
    expect(await write("tasks/read")).toMatchObject({
      status: 403,
      headers: {
        "www-authenticate": expect.stringContaining(
          'Bearer error="insufficient_scope", scope="tasks/write"',
        ),
      },
    });
  });

  it("is in no group", async () => {
    const { status } = await app.request("/admin", {
      headers: bearer({ "cognito:groups": undefined }),
    });

    expect(status).toBe(403);
  });

  it("passes its own route in front of one for a group, and not the one for the group", async () => {
    const statusOf = async (path: string, headers: string[]) =>
      (await grouped.request(path, { headers: [...headers, ...acceptJson] })).status;

    expect(await statusOf("/api/me", bearer())).toBe(200);
    expect(await statusOf("/tasks", bearer())).toBe(403);
    expect(await statusOf("/api/me", signedIn())).toBe(403);
    expect(await statusOf("/api/me", signedIn({ "cognito:groups": ["editors"] }))).toBe(200);
    expect(await statusOf("/api/me", [])).toBe(401);
  });

  it.each<[string, string[]]>([
    ["another client's token", bearer({ sub: "other", client_id: "other" })],
    ["an expired token", bearer({ exp: 1 })],
    ["garbage", ["Authorization", "Bearer garbage"]],
    ["two tokens", [...bearer(), ...bearer()]],
  ])("gets 401 with %s, and a hint for nobody", async (_, headers) => {
    const response = await app.request("/api/me", { headers: [...headers, ...acceptJson] });

    expect(response.status).toBe(401);
    expect(response.headers["www-authenticate"]).toBe('Bearer error="invalid_token"');
    expect(JSON.parse(response.text).detail).toBe(
      "Your sign-in could not be verified. Sign in again.",
    );
  });

  it("gets 400 with the headers of a user beside its token", async () => {
    const headers = [...signedIn(), ...bearer(), ...acceptPage];
    const response = await app.request("/api/me", { headers });

    expect(response.status).toBe(400);
    expect(response.headers["www-authenticate"]).toBe('Bearer error="invalid_request"');
    expect(response.text).toContain("not both");
  });

  it("is nobody to an application without machine clients", async () => {
    const { status, headers } = await plain.request("/api/me", { headers: bearer() });

    expect([status, headers["www-authenticate"]]).toEqual([401, 'Bearer error="invalid_token"']);
  });
});

describe("a protected resource", () => {
  const metadata = "/.well-known/oauth-protected-resource/tasks";

  it("sends a client without a token to its metadata, and no sign-in page", async () => {
    const { status, headers } = await app.request("/tasks/1", { headers: acceptJson });

    expect(status).toBe(401);
    expect(headers["www-authenticate"]).toBe(
      `Bearer scope="tasks/read", resource_metadata="https://app.example.com${metadata}"`,
    );
  });

  it("has public metadata, also for clients in a browser", async () => {
    const { status, headers, text } = await app.request(metadata, { host: "evil.example" });

    expect(status).toBe(200);
    expect(headers).toMatchObject({
      "content-type": "application/json; charset=utf-8",
      "access-control-allow-origin": "*",
    });
    expect(JSON.parse(text)).toEqual({
      resource: "https://app.example.com/tasks",
      authorization_servers: [expect.stringContaining("https://cognito-idp.")],
      scopes_supported: ["tasks/read"],
      bearer_methods_supported: ["header"],
    });
    expect((await plain.request(metadata)).status).toBe(401);
  });

  it("leaves other paths alone", async () => {
    const { headers } = await app.request("/api/me", { headers: acceptJson });

    expect(headers["www-authenticate"]).toBe("Bearer");
  });
});
