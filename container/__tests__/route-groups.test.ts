import { AppFixture, acceptJson, acceptPage, signedIn } from "./support/app";
import { startContainer } from "./support/container-process";

const app = new AppFixture({
  ROUTE_GROUPS: JSON.stringify({
    hosts: ["app.example.com"],
    routes: [
      { paths: ["/public/*"] },
      { paths: ["/tasks", "/tasks/*"], groups: ["staff", "it"] },
      { paths: ["/api/*"], groups: ["staff"] },
    ],
  }),
});
beforeAll(() => app.listen());
afterAll(() => app.close());

const as = (...groups: string[]) => signedIn({ "cognito:groups": groups });

it("lets members of one of the groups pass, and everybody where no route names groups", async () => {
  expect((await app.request("/tasks", { headers: as("it") })).status).toBe(200);
  expect((await app.request("/api/me", { headers: as("staff") })).status).toBe(200);
  expect((await app.request("/", { headers: as() })).status).toBe(200);
  expect((await app.request("/public/hello")).status).toBe(200);
});

it("says on a page which groups may pass, and logs who did not", async () => {
  const { status, text } = await app.request("/tasks", {
    headers: [...as("users"), ...acceptPage],
  });

  expect(status).toBe(403);
  expect(text).toContain("This page is open to members of one of the groups");
  expect(text).toContain("staff, it");
  expect(app.log.at(-1)).toMatchObject({
    status: 403,
    code: "ERR_ROUTE_GROUP_MISSING",
    missing: ["staff", "it"],
    subject: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
});

it("says the same to API clients", async () => {
  const { status, text } = await app.request("/api/me", { headers: [...as(), ...acceptJson] });

  expect(status).toBe(403);
  expect(JSON.parse(text)).toMatchObject({
    detail: "This requires the group “staff”.",
    missing: ["staff"],
  });
});

it.each(["//tasks", "/x/../tasks", "/TASKS", "/%74asks", "/public/..%2ftasks", "/tasks;v=1"])(
  "rejects %s, whoever sends it",
  async (path) => {
    const { status, text } = await app.request(path, { headers: [...as("it"), ...acceptJson] });

    expect(status).toBe(403);
    expect(JSON.parse(text).detail).toContain("Use a link of the application");
    expect(app.log.at(-1)).toMatchObject({ code: "ERR_ROUTE_AMBIGUOUS" });
  },
);

it("rejects it without a sign-in as every other request", async () => {
  expect((await app.request("/tasks")).status).toBe(401);
  expect((await app.request("//tasks")).status).toBe(401);
  expect((await app.request("/public/..%2ftasks", { headers: acceptJson })).status).toBe(401);
});

it.each([
  ["that is no JSON", "{"],
  [
    "with a condition of a later version",
    '{"hosts":["a"],"routes":[{"cookies":["x"],"groups":["y"]}]}',
  ],
])("a container with a value %s says so and ends", async (_, ROUTE_GROUPS) => {
  const started = startContainer({ ROUTE_GROUPS });

  await expect(started).rejects.toThrow(
    /ended with 1\. The container cannot start with this configuration:\n- .*ROUTE_GROUPS/,
  );
});
